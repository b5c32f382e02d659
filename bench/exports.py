"""All logs of a county as NDJSON against COPY TO (P11), and its memory (P9)."""

import os
import subprocess
from statistics import median

from . import processes
from .load import Peak
from .report import Section
from .scene import COUNTY, scene
from .settings import MANY, ROUNDS

COPY = f"COPY (SELECT * FROM service_logs WHERE county_code = '{COUNTY}' ORDER BY served_on DESC, id DESC) TO STDOUT"


def run(binary: str) -> None:
    """The part."""
    section = Section("export", f"{MANY:,} logs as NDJSON", binary)
    with scene(binary, MANY) as stage:
        token = stage.service.token("bureau_admin")
        command = [
            "curl",
            "-s",
            "-f",
            "-o",
            os.devnull,
            "-w",
            "%{time_starttransfer} %{time_total} %{size_download}",
            "-H",
            f"authorization: Bearer {token}",
            "-H",
            "accept: application/x-ndjson",
            f"{stage.service.origin}/api/v1/service-logs",
        ]
        before, found = processes.memory(stage.target.process), []
        with Peak(stage.target.process) as peak:
            for _ in range(ROUNDS):
                said = subprocess.run(command, text=True, capture_output=True, check=True).stdout
                (floor,) = stage.service.took(f"{COPY};")
                found.append((*map(float, said.split()), floor / 1000))
        first, whole, size, floor = map(median, zip(*found))
        section.target(
            "P11",
            f"export, {size / 1e6:,.0f} MB",
            f"{whole:.2f} s",
            f"COPY TO {floor:.2f} s",
            floor / whole,
            "≥ 0.5",
            floor / whole >= 0.5,
        )
        section.at_most("P11", "first byte", first * 1000, "ms", 50)
        section.at_most("P9", "more memory meanwhile", peak.most - before, "MiB", 40)
    section.write()
