"""Empty folder to the first 200, restart, idle memory (P8, P9)."""

import tempfile
import time
from statistics import median

from . import processes
from .report import Section
from .service import Service
from .settings import ROUNDS

IDLE = 3
"""Seconds of nothing before memory is read."""


def run(binary: str) -> None:
    """The part."""
    section, found = Section("start", "start and idle memory", binary), []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            begun = time.perf_counter()
            service = Service(binary, folder)
            try:
                first = time.perf_counter() - begun
                service.token()  # the demo is made
                time.sleep(IDLE)
                memory, shared = processes.memory(service.process.pid), processes.shared_memory(service.process.pid)
                service.stop()
                begun = time.perf_counter()
                service.start()
                found.append((first, time.perf_counter() - begun, memory, shared))
            finally:
                service.stop()
    first, again, memory, shared = map(median, zip(*found))
    section.at_most("P8", "first start, the plan loaded", first, "s", 2)
    section.at_most("P8", "restart", again, "s", 0.5)
    section.at_most("P9", "idle, the demo made", memory, "MiB", 30)
    section.table(("PostgreSQL beside it", "MiB, shared memory counted once"), [("idle", f"{shared:.0f}")])
    section.write()
