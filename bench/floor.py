"""The floor: the very statements that the service sends, sent by pgbench to the same database."""

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field

from .load import Load, spent
from .service import Service
from .settings import DURATION


@dataclass
class Script:
    """Statements with the values they were sent with; some values are drawn anew each time."""

    statements: list[tuple[str, list[str]]]
    drawn: dict[str, str] = field(default_factory=dict)
    """The expression that stands for a value."""
    variables: list[str] = field(default_factory=list)
    """Lines of pgbench that set what the expressions use."""

    def text(self, pipelined: bool) -> str:
        """As pgbench reads it. COMMIT is never sent before what it commits has succeeded."""
        lines, last = list(self.variables), len(self.statements) - 1
        lines += [r"\startpipeline"] if pipelined else []
        for n, (statement, values) in enumerate(self.statements):
            if pipelined and n == last:
                lines.append(r"\endpipeline")
            lines.append(re.sub(r"\$(\d+)", lambda match, values=values: self.value(values[int(match[1]) - 1]), statement) + ";")
        return "\n".join(lines)

    def value(self, sent: str) -> str:
        """A value, or what is drawn in its place, alone or among others in an array."""
        members = elements(sent)
        if any(one in self.drawn for one in members):
            return "ARRAY[" + ", ".join(self.drawn.get(one, f"'{one}'") for one in members) + "]"
        return self.drawn.get(sent.strip("'"), sent)


def elements(sent: str) -> list[str]:
    """What is in an array of words without commas; nothing of what is none."""
    bare = sent.strip("'")
    return bare.strip("{}").replace('"', "").split(",") if bare.startswith("{") else []


def parse(log: str, known_by: str, begins: str = "") -> list[tuple[str, list[str]]]:
    """The executions on the connection that was sent a statement with `known_by` in it: from that statement on, or from the one
    with `begins` before it."""
    found: list[tuple[str, list[str]]] = []
    entries = re.split(r"\n(?=\d{4}-\d\d-\d\d )", log)
    ours = next((server(entry) for entry in entries if known_by in entry), None)
    for entry in entries:
        if server(entry) != ours:
            continue
        execution = re.search(r"LOG:  duration: [\d.]+ ms  (?:execute \S+|statement): (.*)", entry, re.S)
        detail = re.search(r"DETAIL:  parameters: (.*)", entry, re.S)
        if execution:
            found.append((" ".join(execution[1].split()), []))
        elif detail and found and not found[-1][1]:
            found[-1] = (found[-1][0], re.findall(r"\$\d+ = (NULL|'(?:[^']|'')*')", detail[1]))
    first = next((n for n, (statement, _) in enumerate(found) if known_by in statement), None)
    if first is None:
        sys.exit(f"the service sent no statement with {known_by}")
    while begins not in found[first][0]:
        first -= 1
    return found[first:]


def server(entry: str) -> str | None:
    """The process of PostgreSQL that wrote it."""
    match = re.search(r" \[(\d+)\] ", entry)
    return match and match[1]


def pgbench(service: Service, script: Script, connections: int, pipelined: bool = False) -> Load:
    """Runs the script as fast as it goes."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script.text(pipelined))
        file.flush()
        command = [
            "pgbench",
            "-h",
            service.socket,
            "-U",
            "stations",
            "-n",
            "-M",
            "prepared",
            "-c",
            str(connections),
            "-j",
            "1",
            "-T",
            str(DURATION),
            "-f",
            file.name,
            "stations",
        ]
        before = spent(service.process.pid, service.process.pid)
        done = subprocess.run(command, text=True, capture_output=True, check=False)
        after = spent(service.process.pid, service.process.pid)
    rate = re.search(r"tps = ([\d.]+)", done.stdout)
    if done.returncode or not rate:
        sys.exit(f"pgbench: {done.stderr[-2000:]}")
    return Load.of(float(rate[1]), before, after)
