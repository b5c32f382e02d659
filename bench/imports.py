"""A file of logs, all rules on, against COPY into the same table with the same indexes (P4), and its memory (P9)."""

import datetime
import time

from . import processes
from .load import Peak
from .report import Section
from .scene import COUNTY, Scene, scene, today
from .settings import IMPORTED

DAYS = 5


def run(binary: str) -> None:
    """The part."""
    section = Section("import", f"{IMPORTED:,} logs from a file", binary)
    with scene(binary, 0) as stage:
        before = processes.memory(stage.target.process)
        with Peak(stage.target.process) as peak:
            took = imported(stage)
        copied = copy(stage)
        section.target("P4", "import", f"{took:,.1f} s", f"COPY {copied:,.2f} s", copied / took, "≥ 0.5", copied / took >= 0.5)
        section.at_most("P9", "more memory meanwhile", peak.most - before, "MiB", 40)
    section.write()


def table(stage: Scene) -> bytes:
    """As CSV: minutes that leave every worker's day possible."""
    lines = ["station_id,served_on,item_code,method,workers,people_served,summary"]
    for n in range(IMPORTED):
        worker, station = stage.posts[n % len(stage.posts)]
        day = today() - datetime.timedelta(days=1 + n // len(stage.posts) % DAYS)
        lines.append(f"{station},{day},1.1,visit,{worker}:10,2,第{n}户入户走访并讲解社会救助申请条件，核对材料")
    return "\n".join(lines).encode()


def imported(stage: Scene) -> float:
    """Seconds from the upload to the end. Ends the program when a row was refused."""
    service, token, begun = stage.service, stage.service.token(), time.perf_counter()
    path = "/service-logs/imports?mode=valid_rows"
    job = service.send(token, "POST", path, table(stage), "text/csv")["id"]
    renewed = begun
    while (state := service.call(token, "GET", f"/imports/{job}"))["state"] in ("queued", "running"):
        if time.perf_counter() - renewed > 600:  # a token lives for fifteen minutes
            token, renewed = service.token(), time.perf_counter()
        time.sleep(0.1)
    if state["state"] != "done" or state["rows_written"] != IMPORTED:
        raise SystemExit(f"the import ended so: {state}")
    return time.perf_counter() - begun


def copy(stage: Scene) -> float:
    """Seconds of COPY of the same rows."""
    service, file = stage.service, stage.service.folder / "copied"
    service.sql("CREATE TABLE of_copy (LIKE service_logs INCLUDING ALL)")
    newest = f"SELECT * FROM service_logs WHERE county_code = '{COUNTY}' ORDER BY recorded_at DESC, id DESC LIMIT {IMPORTED}"
    file.write_text(service.sql(f"COPY ({newest}) TO STDOUT") + "\n")
    (took,) = service.took(f"\\copy of_copy FROM '{file}'")
    service.sql("DROP TABLE of_copy")
    return took / 1000
