"""The same at ever more logs: P1 to P3 by latency (P10), the figures of a year, at the most logs against GROUP BY too (P5). LOGS
has the sizes; one size alone is compared with a hundredth of it."""

from functools import partial

from .load import Load, rounds
from .report import Section
from .scene import FILLED, scene
from .settings import CONNECTIONS, LOGS, MANY
from .stats import GROUPINGS, asked, compared


def run(binary: str) -> None:
    """The part."""
    sizes = LOGS if len(LOGS) > 1 else [MANY // 100, MANY]
    section = Section(
        "growth",
        " to ".join(f"{size:,}" for size in (sizes[0], sizes[-1])) + " logs",
        binary,
        "reads are of any log, not of a few that are at hand",
    )
    figures: dict[str, list[float]] = {}
    with scene(binary, 0) as stage:
        for size in sizes:
            stage.fill(size)
            stage.service.restart()
            stage.service.settle()
            works = {"read one": partial(stage.read, prefix=FILLED, count=size), "list 50": stage.list, "write one": stage.write}
            for what, work in works.items():
                for connections in (CONNECTIONS, 1):
                    (load,) = rounds(partial(work, stage.target, connections))
                    figures.setdefault(f"{what}, {connections} at once", []).append(latency(load, connections))
            for grouping in GROUPINGS:
                here = compared(section, stage, grouping) if size == sizes[-1] else asked(stage, grouping)
                figures.setdefault(f"figures by {grouping}", []).append(here)
    for what, found in figures.items():
        number, most = ("P5", 1.3) if what.startswith("figures") else ("P10", 1.2)
        grown = found[-1] / found[0]
        section.target(number, what, f"{found[-1]:.2f} ms", f"{found[0]:.2f} ms", grown, f"≤ {most}", grown <= most)
    section.table(
        ("milliseconds", *(f"{size:,}" for size in sizes)),
        [(what, *(f"{one:.2f}" for one in found)) for what, found in figures.items()],
    )
    section.write()


def latency(load: Load, connections: int) -> float:
    """The mean, in milliseconds."""
    return connections / load.rate * 1000
