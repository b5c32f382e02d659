"""`bench/results.md`: a section a part, each replaced when its part is run again."""

import datetime
import os
import platform
import re
import shutil
import subprocess
from pathlib import Path

from .load import Load
from .settings import HERE, ROOT, TOOLS

FILE = HERE / "results.md"
HEAD = """# Results

Made by `scripts/bench`; each part is replaced when it is run again. [Measuring](../docs/measuring.md) tells what is measured
and how. A missed target stays here.
"""
SIZES = ("LOGS", "JUDGED", "IMPORTED", "ROUNDS", "DURATION", "CONNECTIONS", "READ_DIGITS")
ORDER = ("start", "requests", "import", "export", "stats", "growth", "stations", "compliance", "peers")


def said(*command: str) -> str:
    """The first line that a program prints."""
    try:
        done = subprocess.run(command, text=True, capture_output=True, cwd=ROOT, check=False)
    except OSError:
        return ""
    return next(iter((done.stdout + done.stderr).splitlines()), "")


def commit() -> str:
    """What is measured."""
    changed = said("git", "status", "--porcelain", "--untracked-files=no", "--", "src", "migrations", "Cargo.toml", "Cargo.lock")
    return f"commit {said('git', 'rev-parse', '--short', 'HEAD')}{' and changes' if changed else ''}"


def machine() -> str:
    """Processor, cores, memory, system."""
    try:
        model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    except OSError:
        model = None
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    processor = model[1] if model else platform.processor()
    return f"{processor}, {os.cpu_count()} cores, {memory} MiB, {platform.system()} {platform.release()}"


def versions(binary: str) -> str:
    """Of what took part."""
    commands = [
        (binary, "--version"),
        ("rustc", "--version"),
        ("pgbench", "--version"),
        ("wrk", "-v"),
        (str(TOOLS / "bin/oha"), "--version"),
        ("node", "--version"),
        ("python3", "--version"),
    ]
    names = [said(*command) for command in commands if shutil.which(command[0])]
    return "; ".join(name.split(" Copyright")[0].strip() for name in names if name)


class Section:
    """What one part has found."""

    def __init__(self, part: str, title: str, binary: str, about: str = ""):
        self.part, self.lines = part, list[str]()
        sizes = "".join(f'{name}="{os.environ[name]}" ' for name in SIZES if name in os.environ)
        facts = [f"`{sizes}scripts/bench {part}`, {datetime.date.today()}, {commit()}", machine(), versions(binary), about]
        self.head = [f"## {part}: {title}", "", *(f"- {fact}" for fact in facts if fact), ""]
        self.rows: list[tuple[str, ...]] = []
        print("\n".join(self.head), flush=True)

    def target(self, number: str, what: str, ours: str, against: str, value: float, target: str, met: bool) -> None:
        """A figure that has a target; `value` is what the target is about."""
        row = (number, what, ours, against, f"{value:.2f}", target, "met" if met else "**missed**")
        self.rows.append(row)
        print("  ".join(row), flush=True)

    def at_least(self, number: str, what: str, ours: Load, floor: Load, ratio: float, against: str) -> None:
        """Requests a second, which shall be so many times those of the floor."""
        value = ours.rate / floor.rate
        self.target(number, what, f"{ours.rate:,.0f}/s", f"{against} {floor.rate:,.0f}/s", value, f"≥ {ratio}", value >= ratio)

    def at_most(self, number: str, what: str, value: float, unit: str, most: float) -> None:
        """A figure that shall not be above something."""
        self.target(number, what, f"{value:,.2f} {unit}", "", value, f"≤ {most} {unit}", value <= most)

    def table(self, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
        """Figures without a target."""
        lines = ["| " + " | ".join(row) + " |" for row in (heads, ("---",) * len(heads), *rows)]
        self.lines += [*lines, ""]
        print("\n".join(lines), flush=True)

    def write(self) -> None:
        """Puts it in the place of what the part found before."""
        lines, self.lines = self.lines, []
        if self.rows:
            self.table(("#", "what", "here", "against", "value", "target", ""), self.rows)
        lines = self.head + self.lines + lines
        sections = {}
        if FILE.exists():
            sections = {text.split(":")[0]: "## " + text.strip() for text in FILE.read_text().split("\n## ")[1:]}
        sections[self.part] = "\n".join(lines).strip()
        FILE.write_text("\n\n".join([HEAD.strip(), *(sections[part] for part in ORDER if part in sections)]) + "\n")
