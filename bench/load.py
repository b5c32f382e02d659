"""Load over HTTP: wrk as fast as it goes, oha at a constant rate; and what it cost."""

import json
import os
import re
import resource
import statistics
import subprocess
import sys
import threading
from dataclasses import dataclass, replace
from pathlib import Path

from . import processes
from .settings import CONNECTIONS, DURATION, HERE, ROUNDS, TOOLS

Spent = tuple[float, float, float]
"""Seconds of the processor so far: PostgreSQL, the program, the clients that have ended."""


@dataclass
class Target:
    """A program that answers; `database` is the process that PostgreSQL is a child of."""

    name: str
    origin: str
    process: int
    database: int


@dataclass
class Load:
    """Requests a second, and microseconds of the processor for each."""

    rate: float
    database: float
    program: float
    client: float
    refused: int = 0
    """Answers of 503, where they may be."""
    answered: int = 0
    """All answers, where some may be refusals."""

    @classmethod
    def of(cls, rate: float, before: Spent, after: Spent) -> "Load":
        """From what was spent before and after `DURATION` of it."""
        if rate == 0:
            sys.exit(f"nothing was answered in {DURATION} s")
        return cls(rate, *((end - begin) * 1e6 / (rate * DURATION) for begin, end in zip(before, after)))


def spent(process: int, database: int) -> Spent:
    """Until now."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return processes.seconds(database)[0], processes.seconds(process)[1], children.ru_utime + children.ru_stime


def wrk(target: Target, lua: str, connections: int = CONNECTIONS, may_refuse: bool = False, **settings: str) -> Load:
    """As fast as it goes, from one thread. Ends the program when an answer is a refusal; when it may be, one other than 503."""
    command = [
        "wrk",
        "-t",
        "1",
        "--timeout",
        "10s",
        "-c",
        str(connections),
        "-d",
        f"{DURATION}s",
        "-s",
        lua,
        target.origin,
    ]

    def run(more: dict[str, str]) -> str:
        """What it prints."""
        environment = os.environ | settings | more
        return subprocess.run(command, cwd=HERE / "lua", env=environment, text=True, capture_output=True, check=True).stdout

    before = spent(target.process, target.database)
    said = run({"TALLY": "1"} if may_refuse else {})
    after = spent(target.process, target.database)
    tally = {status: int(count) for status, count in re.findall(r"^answered (\d+): (\d+)", said, re.M)}
    if strange := {status for status in tally if not status.startswith("2") and status != "503"}:
        sys.exit(f"{lua} of {target.name}: refusals other than 503: {', '.join(f'{tally[one]} of {one}' for one in strange)}")
    for bad in [r"Socket errors: (.*)"] + ([] if may_refuse else [r"Non-2xx or 3xx responses: (\d+)"]):
        if found := re.search(bad, said):
            again = re.search("refused: .*", run({"TELL": "1"}))
            sys.exit(f"{lua} of {target.name}: {found[0]}; {again[0] if again else 'no refusal when it was tried again'}")
    load = Load.of(float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), before, after)
    return replace(load, refused=tally.get("503", 0), answered=sum(tally.values()))


def rounds(*works) -> list[Load]:
    """The median of each; they take turns."""
    loads = [[work() for work in works] for _ in range(ROUNDS)]
    return [sorted(one, key=lambda load: load.rate)[len(one) // 2] for one in zip(*loads)]


def at_rate(target: Target, rate: float, token: str, url: str, *more: str) -> dict[str, float]:
    """Milliseconds by percentile at a constant rate, counted from when a request was due; the median of the rounds."""
    command = [
        str(TOOLS / "bin/oha"),
        "--no-tui",
        "--output-format",
        "json",
        "-z",
        f"{DURATION}s",
        "-w",
        "-c",
        str(CONNECTIONS),
        "-q",
        f"{rate:.0f}",
        "--latency-correction",
        "-H",
        f"authorization: Bearer {token}",
        *more,
        f"{target.origin}{url}",
    ]
    found = []
    for _ in range(ROUNDS):
        said = json.loads(subprocess.run(command, text=True, capture_output=True, check=True).stdout)
        if (
            bad := {code: n for code, n in said["statusCodeDistribution"].items() if not code.startswith("2")}
            or said["errorDistribution"]
        ):
            sys.exit(f"{url}: {bad}")
        found.append(said["latencyPercentiles"])
    return {name: statistics.median(one[name] for one in found) * 1000 for name in ("p50", "p99", "p99.9")}


class Peak:
    """The most memory that a program holds while something is done, in MiB."""

    def __init__(self, process: int):
        self.process, self.most, self.done = process, processes.memory(process), threading.Event()
        self.thread = threading.Thread(target=self.watch)

    def watch(self) -> None:
        """Looks now and then."""
        while not self.done.wait(0.1):
            self.most = max(self.most, processes.memory(self.process))

    def __enter__(self) -> "Peak":
        self.thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.done.set()
        self.thread.join()


def lines_file(folder: Path, name: str, lines: list[str]) -> Path:
    """A file of lines for one of the tools."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n")
    return path
