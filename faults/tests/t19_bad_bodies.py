"""T19."""

import json
import random
import re
import socket
import urllib.parse
from collections import Counter
from dataclasses import dataclass, field

from faults.harness.client import Answer, Client
from faults.harness.contract import Contract, Operation, matrix
from faults.harness.crowd import each, panics
from faults.harness.registry import Run, fault_test
from faults.harness.world import World
from faults.inputs import bodies

ROUTES, FIELDS, CLOSED = 20, 3, 0
"""Routes for each body, fields for each value; the status that stands for a closed connection."""
INSIDE = re.compile(r"SELECT |INSERT |UPDATE \w+ SET|relation \"|syntax error at|constraint|SQLSTATE|\.rs\b|/src/|panicked|diesel|tokio|postgres", re.I)
"""What stands in no answer to a client: SQL, sources, libraries."""
NOBODY = "01890000-0000-7000-8000-000000000000"


@dataclass(frozen=True)
class Case:
    """A request with one thing wrong; `pointer`: the field or parameter that the answer has to name."""

    what: str
    operation: Operation
    path: str
    body: bytes | None
    headers: dict[str, str] = field(default_factory=dict)
    pointer: str | None = None


def filled(path: str, value: str = NOBODY) -> str:
    """A path with what nobody has for its parameters."""
    known = {"party": "bureau", "code": "469025999999", "year": "2023", "rank": "1", "digest": "0" * 64}
    return re.sub(r"\{(\w+)\}", lambda name: known.get(name[1], value) if value == NOBODY else value, path)


def escaped(path: str) -> str:
    """As it may stand in a request's first line; what is escaped already stays."""
    return urllib.parse.quote(path, safe="/?&=%'[];+-._~")


class Cases:
    """The corpus laid over the routes, by chance but the same for the same seed."""

    def __init__(self, contract: Contract, chance: random.Random):
        self.contract, self.chance = contract, chance
        changing = [one for one in contract.operations if one.json and "/auth/" not in one.path]
        self.json, self.lists = changing, [one for one in contract.operations if ("query", "limit") in one.parameters]
        self.things = [one for one in contract.operations if "{id}" in one.path]

    def some(self, operations: list[Operation], count: int = ROUTES) -> list[Operation]:
        """So many of them."""
        return self.chance.sample(operations, min(count, len(operations)))

    def all(self) -> list[Case]:
        """Everything."""
        return [*self.of_bodies(), *self.of_fields(), *self.of_queries(), *self.of_parameters(), *self.of_paths(), *self.of_headers()]

    def of_bodies(self) -> list[Case]:
        """Whole bodies. Those that ask for no field take an empty object, so `{}` is sent to none of them."""
        made = bodies.broken() | bodies.shaped()
        return [Case(what, one, filled(one.path), body, headers | {"if-match": "*"})
                for what, (body, headers) in made.items() for one in self.some(self.json)]

    def of_fields(self) -> list[Case]:
        """Every value in fields of its type; each field of each route is met."""
        cases = []
        for one in self.json:
            for name, schema in self.contract.fields(one).items():
                for value in self.chance.sample(values := bodies.values(schema), min(FIELDS, len(values))):
                    body = json.dumps({name: value}).encode()
                    cases.append(Case(f"{name}: {value!r:.40}", one, filled(one.path), body, {"content-type": one.json, "if-match": "*"}, f"/{name}"))
        return cases

    def of_queries(self) -> list[Case]:
        """Whole query strings."""
        return [Case(f"?{query:.40}", one, f"{filled(one.path)}?{query}", None) for query in bodies.QUERIES for one in self.some(self.lists)]

    def of_parameters(self) -> list[Case]:
        """Every value in parameters of its type."""
        cases = []
        for one in self.contract.operations:
            for name, schema in self.contract.query(one).items():
                if one.method == "GET" and name != "county":
                    for value in self.chance.sample(values := bodies.parameters(name, schema), min(FIELDS, len(values))):
                        cases.append(Case(f"?{name}={value:.40}", one, f"{filled(one.path)}?{name}={value}", None, {}, None if name == "after" else name))
        return cases

    def of_paths(self) -> list[Case]:
        """What is no id, in the place of one."""
        return [Case(f"the path {value:.40}", one, filled(one.path, value), b"{}" if one.json else None,
                     {"content-type": one.json or "application/json", "if-match": "*"})
                for value in bodies.PATHS for one in self.some(self.things)]

    def of_headers(self) -> list[Case]:
        """Preconditions and keys that are none, with an empty body."""
        return [Case(f"{headers}"[:60], one, filled(one.path), b'{"unknown": 1}', {"content-type": one.json} | headers)
                for headers in bodies.HEADERS for one in self.some(self.json)]


def rows(world: World) -> dict[str, int]:
    """How many rows each table has; but for the tree heads, which the service signs by the clock."""
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'event_checkpoints' ORDER BY 1"
    names = [row[0] for row in world.sql(tables)]
    counts = world.sql(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in names))
    return {name: int(count) for name, count in counts}


def wrong(case: Case, answer: Answer) -> str | None:
    """What is wrong with the answer to a case."""
    at = f"{case.what} on {case.operation.name}: {answer.status} {answer.code} {answer.lost}"
    if not 400 <= answer.status < 500 or answer.status in (401, 403):
        return at
    if answer.headers.get("content-type", "").split(";")[0] != "application/problem+json" or answer.json.get("status") != answer.status:
        return f"{at}: no problem+json"
    if found := INSIDE.search(answer.body.decode(errors="replace")):
        return f"{at}: says {found[0]!r}"
    named = {fault.get("pointer") or fault.get("parameter") for fault in answer.json.get("errors", [])}
    if answer.status == 422 and answer.code == "invalid" and not named:
        return f"{at}: names no field"
    if case.pointer and not any(str(name).strip("/").startswith(case.pointer.strip("/")) for name in named):
        return f"{at}: names {sorted(map(str, named))[:4]}, not {case.pointer}"
    return None


def raw(world: World, request: bytes) -> Answer:
    """Bytes on a socket; the first status that comes back, or that nothing does and the connection is closed."""
    with socket.create_connection(("127.0.0.1", world.service.port), timeout=12) as opened:
        said = b""
        try:
            opened.sendall(request)
            opened.shutdown(socket.SHUT_WR)
            while data := opened.recv(65536):
                said += data
        except TimeoutError:
            return Answer(CLOSED, said, lost="neither answered nor closed within 12 s")
        except OSError:
            pass  # closed before all was sent
    status = re.match(rb"HTTP/1\.[01] (\d{3})", said)
    return Answer(int(status[1]) if status else CLOSED, said)


@fault_test(
    "T19", does="some 200 kinds of bad input, each on up to 20 routes: bodies, a bad value in every field and parameter, paths, headers; "
                "40 requests that are no HTTP",
    passes="4xx as problem+json that names the field; never 5xx, no panic, no row written, no SQL, source or library named. What the HTTP "
           "library refuses itself is a bare 4xx or a closed connection",
    sabotage="bodies and parameters are not held against the contract", code="contract")
def bad_bodies(run: Run) -> None:
    """Sends all of it, then looks at what it left."""
    with run.world() as world:
        contract = Contract(Client(world.service.port).send("GET", "/openapi.json", None, {}).json)
        allowed = matrix()
        people = {role: world.client(role) for role in world.service.accounts}
        by = lambda one: people[next(iter(allowed[one.action]))].token if one.action else None
        cases = Cases(contract, run.chance).all()
        before = rows(world)
        send = lambda client, case: client.send(case.operation.method, escaped(case.path), case.body, case.headers | (
            {"authorization": f"Bearer {by(case.operation)}"} if case.operation.action else {}))
        answers = each(cases, send, Client(world.service.port), threads=6)
        found = [fault for case, answer in zip(cases, answers, strict=True) if (fault := wrong(case, answer))]
        run.check(not found, f"{len(found)} answers are wrong")
        run.hold(found[:40])
        for what, request in bodies.not_http().items():
            for path in ("/api/v1/workers", "/api/v1/auth/token", "/api/v1/service-logs/imports"):
                answer = raw(world, request.replace(b"PATH", path.encode()).replace(b"TOKEN", people["bureau_admin"].token.encode()))
                run.check(400 <= answer.status < 500 or answer.status == CLOSED and not answer.lost, f"{what} on {path}: {answer.status} {answer.lost}")
        after = rows(world)
        run.check(after == before, f"rows were written: { {name: (before[name], after[name]) for name in after if after[name] != before[name]} }")
        run.check(not (lines := panics(world.service.said())), f"panics: {lines[:2]}")
        run.check(world.service.ready(), "the service is not ready any more")
        run.figure("requests", len(cases))
        run.figure("kinds", len({re.sub(r'^.*?: ', '', case.what) for case in cases}))
        run.figure("statuses", " ".join(f"{n}x{status}" for status, n in sorted(Counter(answer.status for answer in answers).items())))
