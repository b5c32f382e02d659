"""One log read, fifty listed, one written: against their floor, at a constant rate, with many connections (P1, P2, P3, P9)."""

from functools import partial

from . import floor
from .load import Load, Peak, at_rate, lines_file, rounds
from .report import Section
from .scene import WRITTEN, Scene, scene
from .settings import CONNECTIONS, FEW, READ_DIGITS, TOOLS

CROWD = 256
BODIES = 50_000
"""Bodies that oha draws from."""


FLOORS = {
    "P1": {("pgbench", False): 0.8},
    "P2": {("pgbench, one after another,", False): 1.0, ("pgbench, pipelined,", True): 0.6},
    "P3": {("pgbench", False): 0.5},
}
"""What each is measured against: its name, whether it is pipelined; and the least ratio."""
COSTS = ("µs of the processor a request", "a second", "program", "PostgreSQL", "client")


def run(binary: str) -> None:
    """The part."""
    section = Section("requests", "service logs against the same SQL from pgbench", binary)
    with scene(binary, FEW) as stage:
        rates = closed_loop(section, stage)
        if (TOOLS / "bin/oha").exists():
            constant_rate(section, stage, rates)
        else:
            section.lines += ["At a constant rate: not measured, oha was not there.", ""]
        crowd(section, stage)
    section.write()


def closed_loop(section: Section, stage: Scene) -> dict[str, float]:
    """P1, P2, P3 and what a request costs; the service's rates."""
    works = {
        "read one": ("P1", stage.read, stage.reading()),
        "write one": ("P2", stage.write, stage.writing()),
        "list 50": ("P3", stage.list, stage.listing()),
    }
    costs, rates = [], {}
    for connections in (1, CONNECTIONS):
        for what, (number, ours, script) in works.items():
            about = f"{what}, {connections} at once"
            here, *bare = rounds(
                partial(ours, stage.target, connections),
                *(partial(floor.pgbench, stage.service, script, connections, pipelined) for _, pipelined in FLOORS[number]),
            )
            costs.append(cost(f"{about}: {len(script.statements)} statements", here))
            for ((name, _), least), load in zip(FLOORS[number].items(), bare):
                section.at_least(number, about, here, load, least, name)
                costs.append(cost(f"{name} {about}", load))
            rates[what] = here.rate
    section.table(COSTS, costs)
    return rates


def cost(what: str, load: Load) -> tuple[str, ...]:
    """A line of the table; pgbench's own time is the client's, and no program stands between."""
    program = "–" if what.startswith("pgbench") else f"{load.program:.0f}"
    return what, f"{load.rate:,.0f}", program, f"{load.database:.0f}", f"{load.client:.0f}"


def constant_rate(section: Section, stage: Scene, rates: dict[str, float]) -> None:
    """Latency at half of what the closed loop reached."""
    bodies = lines_file(stage.service.folder, "bodies", [stage.filled(n) for n in range(BODIES)])
    hexadecimal = "[0-9a-f]"
    requests = {
        "read one": (
            f"/api/v1/service-logs/{WRITTEN}{'0' * (12 - READ_DIGITS)}{hexadecimal}{{{READ_DIGITS}}}",
            "--rand-regex-url",
        ),
        "list 50": (f"/api/v1/service-logs\\?limit=50&station={stage.stations[0]}", "--rand-regex-url"),
        "write one": (
            f"/api/v1/service-logs/01891111-{hexadecimal}{{4}}-7{hexadecimal}{{3}}-8{hexadecimal}{{3}}-{hexadecimal}{{12}}",
            "--rand-regex-url",
            "-m",
            "PUT",
            "-T",
            "application/json",
            "-Z",
            str(bodies),
        ),
    }
    rows = []
    for what, (url, *more) in requests.items():
        found = at_rate(stage.target, rates[what] / 2, stage.service.token(), url, *more)
        rows.append((what, f"{rates[what] / 2:,.0f}/s", *(f"{value:.2f} ms" for value in found.values())))
    section.table((f"latency at a constant rate, {CONNECTIONS} connections", "rate", "p50", "p99", "p99.9"), rows)


def crowd(section: Section, stage: Scene) -> None:
    """P9: memory with many connections that all read at once. Who would wait for a connection of the database longer than half
    a second is refused with 503."""
    with Peak(stage.target.process) as peak:
        loads = {
            "read one": stage.read(stage.target, CROWD, may_refuse=True),
            "list 50": stage.list(stage.target, CROWD, may_refuse=True),
        }
    section.at_most("P9", f"memory with {CROWD} connections", peak.most, "MiB", 80)
    rows = [(what, f"{load.answered:,}", f"{load.refused:,}") for what, load in loads.items()]
    section.table((f"{CROWD} connections", "answers", "of them 503"), rows)
