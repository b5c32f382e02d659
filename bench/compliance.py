"""The staffing rules on 40,000 stations, and the views of 11 and 218 (P6): measured in the test program, optimised."""

import re
import subprocess

from .report import Section
from .settings import ROOT

COMMAND = [
    "cargo",
    "test",
    "--quiet",
    "--release",
    "--locked",
    "--test",
    "it",
    "measure",
    "--",
    "--ignored",
    "--nocapture",
    "--test-threads",
    "1",
]


def run(binary: str) -> None:
    """The part."""
    section = Section("compliance", "the staffing rules on many stations", binary)
    said = subprocess.run(COMMAND, cwd=ROOT, text=True, stdout=subprocess.PIPE, check=True).stdout
    engine = re.search(r"engine +(\d+) stations, (\d+) findings: ([\d.]+) s", said)
    section.at_most("P6", f"{int(engine[1]):,} stations, {int(engine[2]):,} findings, one core", float(engine[3]), "s", 3)
    views = re.findall(r"(\d+) stations GET /compliance ([\d.]+) ms, its timeline of a year ([\d.]+) ms", said)
    section.table(("stations", "the county's view, ms", "its timeline of a year, ms"), views)
    section.write()
