"""The same three endpoints in Fastify + pg and FastAPI + asyncpg, with the very statements of the service (P7).

They verify the token and the body; they do not ask for reach, seal nothing and send the captured sealed texts and event:
what they save by that is theirs. Their statements begin where those of the floor do.
"""

import json
import os
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Iterator

from ..floor import Script, elements
from ..load import Target, rounds
from ..report import Section
from ..requests import COSTS, cost
from ..scene import Scene, scene
from ..service import Service, free_port, wait_for
from ..settings import CONNECTIONS, FEW, TOOLS

HERE = Path(__file__).parent
RATIOS = {"Fastify": 1.8, "FastAPI": 5.0}


def run(binary: str) -> None:
    """The part."""
    cores = os.cpu_count()
    about = (
        f"each with {cores} processes and {CONNECTIONS} connections to the same PostgreSQL; the peers check token and body only"
    )
    section = Section("peers", "the service against Fastify + pg and FastAPI + asyncpg", binary, about)
    with scene(binary, FEW) as stage:
        plan = stage.service.folder / "plan.json"
        plan.write_text(json.dumps(planned(stage)))
        works = (("read one", stage.read), ("list 50", stage.list), ("write one", stage.write))
        costs = []
        with fastify(stage.service, plan) as node, fastapi(stage.service, plan) as python:
            for what, work in works:
                ours, *theirs = rounds(*(partial(work, target) for target in (stage.target, node, python)))
                costs.append(cost(f"the service: {what}", ours))
                for (name, ratio), load in zip(RATIOS.items(), theirs):
                    section.at_least("P7", what, ours, load, ratio, name)
                    costs.append(cost(f"{name}: {what}", load))
        section.table(COSTS, costs)
    section.write()


def planned(stage: Scene) -> dict:
    """What the peers need to know."""
    service, writing = stage.service, stage.writing()
    with urllib.request.urlopen(f"{service.origin}/.well-known/jwks.json") as answer:
        jwk = json.load(answer)["keys"][0]
    names = dict(zip(writing.drawn, ("log", "worker", "station", "said", "event0", "event1")))
    return {
        "socket": service.socket,
        "issuer": service.origin,
        "audience": "social-work-stations",
        "jwk": jwk,
        "read": statements(stage.reading(), {}, "log"),
        "list": statements(stage.listing(), {stage.stations[0]: "station"}),
        "write": statements(Script(writing.statements[1:-1]), names),
    }


def statements(script: Script, names: dict[str, str], drawn: str = "") -> list[dict]:
    """Statements and values, where what a request brings is named."""
    names = names or {value: drawn for value in script.drawn}

    def value(sent: str):
        """A constant, or the name of what a request brings."""
        if sent == "NULL":
            return None
        members = elements(sent)
        if any(one in names for one in members):
            return {"all": [{"from": names[one]} if one in names else one for one in members]}
        bare = sent[1:-1].replace("''", "'")
        return {"from": names[bare]} if bare in names else bare

    return [{"sql": statement, "values": [value(sent) for sent in values]} for statement, values in script.statements]


@contextmanager
def running(name: str, service: Service, port: int, command: list[str], more: dict[str, str], folder: Path) -> Iterator[Target]:
    """A peer, until it is no longer wanted."""
    said = service.folder / name
    with said.open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=os.environ | more, stdout=log, stderr=log)
    try:
        wait_for(name, lambda: listens(port), process, said)
        yield Target(name, f"http://127.0.0.1:{port}", process.pid, service.process.pid)
    except SystemExit:
        print(f"{name} said:\n{said.read_text()[-3000:]}", file=sys.stderr)
        raise
    finally:
        process.terminate()
        process.wait()


def listens(port: int) -> bool:
    """Whether it answers anything."""
    return subprocess.run(["curl", "-s", "-o", os.devnull, f"http://127.0.0.1:{port}/"], check=False).returncode == 0


def fastify(service: Service, plan: Path):
    """Under node's cluster."""
    port = free_port()
    command = ["node", "server.js", str(plan), str(port), str(CONNECTIONS)]
    return running("Fastify", service, port, command, {"NODE_ENV": "production"}, HERE / "fastify")


def fastapi(service: Service, plan: Path):
    """Under uvicorn with uvloop and httptools."""
    port = free_port()
    command = [
        str(TOOLS / "python/bin/uvicorn"),
        "server:app",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        str(os.cpu_count()),
        "--loop",
        "uvloop",
        "--http",
        "httptools",
        "--no-access-log",
        "--log-level",
        "warning",
    ]
    return running("FastAPI", service, port, command, {"PLAN": str(plan), "CONNECTIONS": str(CONNECTIONS)}, HERE / "fastapi")
