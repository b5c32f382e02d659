"""The statistics of a county-year against the same GROUP BY (P5)."""

import statistics
import time

from .report import Section
from .scene import COUNTY, Scene, scene
from .settings import MANY, ROUNDS

SPAN = "from=2025-01-01&to=2026-01-01"
GROUPINGS = {
    "month": "date_trunc('month', served_on)",
    "month,station": "date_trunc('month', served_on), station_id",
    "domain": "split_part(item_code, '.', 1)",
}
"""As the service and as SQL has it."""
GROUP_BY = (
    "SELECT {0}, count(*), sum(people_served) FROM service_logs WHERE county_code = '"
    + COUNTY
    + "' AND served_on >= '2025-01-01' "
    "AND served_on < '2026-01-01' AND state IN ('submitted', 'reviewed', 'verified') GROUP BY {0}"
)


def timed(work) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def median(work) -> float:
    """Milliseconds; the first time warms up."""
    work()
    return statistics.median(timed(work) for _ in range(ROUNDS))


def asked(stage: Scene, grouping: str) -> float:
    """Milliseconds of the service."""
    token = stage.service.token("bureau_admin")
    return median(lambda: stage.service.call(token, "GET", f"/statistics/services?{SPAN}&group_by={grouping}"))


def grouped(stage: Scene, columns: str) -> float:
    """Milliseconds of GROUP BY, on one connection; the first time warms up."""
    return statistics.median(stage.service.took((GROUP_BY.format(columns) + ";\n") * (1 + ROUNDS))[1:])


def compared(section: Section, stage: Scene, grouping: str) -> float:
    """P5 of a grouping; milliseconds of the service."""
    here, there = asked(stage, grouping), grouped(stage, GROUPINGS[grouping])
    against, ratio = f"GROUP BY {there:,.1f} ms", there / here
    section.target("P5", f"figures by {grouping} over {MANY:,} logs", f"{here:.1f} ms", against, ratio, "≥ 200", ratio >= 200)
    return here


def run(binary: str) -> None:
    """The part."""
    section = Section("stats", f"figures of a county-year over {MANY:,} logs", binary)
    with scene(binary, MANY) as stage:
        for grouping in GROUPINGS:
            compared(section, stage, grouping)
    section.write()
