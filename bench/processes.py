"""Processor time and memory of processes, from /proc. Elsewhere than on Linux they are not told."""

import os
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Process:
    """What /proc tells of one."""

    pid: int
    parent: int
    name: str
    seconds: float
    """Of the processor, with those of its ended children."""


def processes() -> dict[int, Process]:
    """All that there are."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            head, fields = entry.read_text().rsplit(")", 1)
        except OSError:
            continue  # it has ended
        pid, name = head.split(" (", 1)
        values = fields.split()
        found[int(pid)] = Process(int(pid), int(values[1]), name, sum(map(int, values[11:15])) / TICKS)
    return found


def family(root: int) -> list[Process]:
    """A process, its children and theirs."""
    everyone, members = processes(), [root]
    for pid in members:
        members += [one.pid for one in everyone.values() if one.parent == pid]
    return [everyone[pid] for pid in members if pid in everyone]


def seconds(root: int) -> tuple[float, float]:
    """Of the processor, so far: PostgreSQL among a process and its descendants, and the others."""
    members = family(root)
    database = sum(one.seconds for one in members if one.name == "postgres")
    return database, sum(one.seconds for one in members) - database


def memory(root: int) -> float:
    """MiB that a process and its descendants hold, without PostgreSQL's."""
    total = 0
    for one in family(root):
        if one.name != "postgres":
            try:
                total += int(Path(f"/proc/{one.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            except OSError:
                continue
    return total / 2**20


def shared_memory(root: int) -> float:
    """MiB of PostgreSQL under a process; what several share is counted once."""
    total = 0
    for one in family(root):
        if one.name == "postgres":
            lines = Path(f"/proc/{one.pid}/smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024
