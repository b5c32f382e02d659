"""Stations listed, one read, the county's compliance view; with how many statements each takes (P6 at eleven stations)."""

from . import floor
from .load import Load, rounds
from .report import Section
from .requests import COSTS, cost
from .scene import Scene, scene
from .settings import CONNECTIONS

ROLE = "bureau_officer"


def run(binary: str) -> None:
    """The part."""
    section = Section("stations", "stations and compliance", binary)
    with scene(binary, 0) as stage:
        views = {
            "list stations": "/stations",
            "read one station": f"/stations/{stage.stations[0]}",
            "compliance of the county": "/compliance",
        }
        costs = []
        for what, path in views.items():
            statements, here, bare = measure(stage, path)
            costs += [cost(f"{what}, {statements} statements", here), cost(f"pgbench: {what}", bare)]
        section.table(COSTS, costs)
    section.write()


def measure(stage: Scene, path: str) -> tuple[int, Load, Load]:
    """How many statements it takes, the service, the same statements from pgbench."""
    log = stage.service.log_of(lambda token: stage.service.call(token, "GET", path), ROLE)
    script = floor.Script(floor.parse(log, '"stations"."'))
    here, bare = rounds(
        lambda: stage.get(stage.target, f"/api/v1{path}", CONNECTIONS, ROLE),
        lambda: floor.pgbench(stage.service, script, CONNECTIONS),
    )
    return len(script.statements), here, bare
