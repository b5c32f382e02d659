"""T13."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from faults.harness.client import Answer, Client
from faults.harness.contract import ROOT, Contract, Operation, matrix, written
from faults.harness.crowd import each, plain
from faults.harness.people import neighbours, strangers
from faults.harness.registry import Run, fault_test
from faults.harness.scene import Scene
from faults.harness.world import World

NOBODY = "01890000-0000-7000-8000-000000000000"
METHODS = ("OPTIONS", "TRACE", "PATCH", "DELETE", "BREW")
WIDE = {"platform_admin", "province_viewer"}
"""Roles of no county: of nothing in it are they the owner."""
COUNTY_WIDE = {"agreements", "agreement-amendments", "organisations", "policies", "counties", "villages", "milestones", "milestone-declarations",
               "working-calendars", "leading-group-seats", "evaluation-frameworks", "project-cycles", "service-years", "users", "machine-clients",
               "audit-events", "attachments", "imports", "renewal-references", "appeals", "spot-checks", "public"}
"""Collections whose things belong to the county, not to a station; the agreement of the demo covers the neighbour's station as well."""


UNPUBLISHED = "/api/v1/evaluations/{id}"
"""An evaluation that is scored: the contractor, who is judged, sees nothing of it before the provisional result."""
BEYOND: dict[str, set[int]] = {
    "/api/v1/agreements/{id}/annual-results": {404},  # of all its stations together: for who reaches all of them
    f"{UNPUBLISHED}/result": {403},
    f"{UNPUBLISHED}/result/document": {403},
    f"{UNPUBLISHED}/result/editions": {403},
    f"{UNPUBLISHED}/scorecards/{{party}}": {403},
    f"{UNPUBLISHED}/scorecards/{{party}}/document": {403},
    f"{UNPUBLISHED}/scorecards/{{party}}/editions": {403},
    "/api/v1/agreements/{id}/annual-results/document": {404},  # no year has been published yet
    "/api/v1/evaluation-frameworks/{id}/comparison": {404},  # there is no second framework to compare with
    "/api/v1/evaluations/{id}/scorecards/{party}/completeness": {200, 403},  # of one's own party's card only
}
"""Reads that the matrix allows, but not in the state of the demo or to all who read: path, and the statuses it may have."""


@dataclass(frozen=True)
class Knock:
    """One request: by whom, as what, on which thing."""

    role: str
    client: Client
    operation: Operation
    path: str
    body: object


class Walk:
    """Requests made out of operations and the things of a scene."""

    def __init__(self, contract: Contract, scene: Scene):
        self.contract, self.scene = contract, scene
        self.closed = [one for one in contract.operations if one.action]

    def kind(self, operation: Operation) -> str:
        """The collection that an operation is about."""
        return (operation.path.split("/") + ["", ""])[3]

    def path(self, operation: Operation, own: bool) -> str:
        """Of the scene's own thing, or of one that is not there."""
        things, kind = self.scene.things, self.kind(operation)
        codes = {"villages": self.scene.village, "counties": "469025", "milestones": self.scene.milestone}
        known = {"id": things.get(kind, NOBODY) if own else NOBODY, "code": codes.get(kind, "x"), "year": "2023", "party": "bureau", "rank": "1",
                 "assignment": self.scene.assignment if own else NOBODY}
        return re.sub(r"\{(\w+)\}", lambda name: known.get(name[1], NOBODY), operation.path)

    def has(self, operation: Operation) -> bool:
        """Whether there is a thing of the scene for its path."""
        return "{id}" in operation.path and self.kind(operation) in self.scene.things

    def ids(self, own: bool) -> dict[str, str]:
        """What a body refers to: things of the scene, or such that are not there."""
        if not own:
            return {"other": NOBODY, "merged_id": NOBODY.replace("0000", "0001")}
        things = self.scene.things
        return {"station_id": things["stations"], "worker_id": self.scene.worker, "lead_worker_id": self.scene.worker,
                "leader_worker_id": self.scene.worker, "client_id": things["clients"], "survivor_id": things["clients"],
                "merged_id": self.scene.child, "agreement_id": things["agreements"], "framework_id": things["evaluation-frameworks"],
                "organisation_id": things["organisations"], "contractor_id": things["organisations"], "agency_id": things["organisations"],
                "service_year_id": things["service-years"], "user_id": things["users"], "case_id": things["cases"],
                "project_cycle_id": things["project-cycles"], "replaces": things["rooms"], "other": things["evaluations"]}

    def body(self, operation: Operation, own: bool = False, whole: bool = False):
        """One that the contract takes; none where none is read."""
        return self.contract.example(operation, self.ids(own), whole) if operation.json else None

    def knock(self, role: str, client: Client, operation: Operation, own: bool) -> Knock:
        """On the scene's thing, or on one that is not there."""
        return Knock(role, client, operation, self.path(operation, own), self.body(operation))


def send(client: Client, knock: Knock) -> Answer:
    """Sends it on the thread's connection, as its caller."""
    client.token = knock.client.token
    headers = {"if-match": "*"} | ({"content-type": knock.operation.json} if knock.operation.json else {})
    return client.send(knock.operation.method, knock.path, None if knock.body is None else json.dumps(knock.body).encode(), headers)


def alike(knock: Knock, answer: Answer) -> str:
    """The answer without the request's id, and without the ids that the caller sent himself."""
    sent = set(re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", f"{knock.path} {json.dumps(knock.body)}"))
    return re.sub("|".join(sent) or "$^", "ID", plain(answer))


def pairs(run: Run, what: str, here: list[Knock], nowhere: list[Knock]) -> None:
    """A thing that is not the caller's is answered as one that is not there, word for word."""
    caller = here[0].client
    first, second = each(here, send, caller), each(nowhere, send, caller)
    for knock, there, one, other in zip(here, nowhere, first, second, strict=True):
        at = f"{what}: {knock.role} {knock.operation.name}"
        seen, unseen = alike(knock, one), alike(there, other)
        run.check(seen == unseen, f"{at}: not alike: {seen[:160]} and {unseen[:160]}")
    run.figure(what, " ".join(f"{count}x{status}" for status, count in sorted(Counter(one.status for one in first).items())))


def inventory(run: Run, world: World, contract: Contract) -> None:
    """Sources, live document, committed document, permission table and reviewed matrix name the same."""
    live = {(one.method, one.path) for one in contract.operations}
    run.check(written() == live, f"sources and live document differ: {written() ^ live}")
    committed = {(one.method, one.path) for one in Contract(json.loads((ROOT / "openapi/openapi.json").read_text())).operations}
    run.check(committed == live, f"committed and live document differ: {committed ^ live}")
    actions = {one.action for one in contract.operations if one.action}
    run.check(actions == set(matrix()), f"document and matrix differ: {actions ^ set(matrix())}")
    code, said = world.service.tool("policy", "show")
    run.check(code == 0 and said.strip() == (ROOT / "docs/role-matrix.md").read_text().strip(), "`policy show` is not the reviewed matrix")


def without_token(run: Run, walk: Walk, port: int) -> None:
    """Nobody gets in, whatever is there."""
    nobody = Client(port)
    knocks = [walk.knock("nobody", nobody, one, own=True) for one in walk.closed]
    answers = {plain(answer) for answer in each(knocks, send, nobody)}
    run.check(len(answers) == 1 and next(iter(answers)).startswith("401 "), f"without a token: {sorted(answers)[:3]}")


def methods(run: Run, walk: Walk, admin: Client) -> None:
    """What is not in the document is 405 and names what is; a header changes no method."""
    by_path: dict[str, list[Operation]] = {}
    for one in walk.contract.operations:
        by_path.setdefault(one.path, []).append(one)
    jobs = [(method, operations) for operations in by_path.values() for method in METHODS if method not in {one.method for one in operations}]
    ask = lambda client, job: client.send(job[0], walk.path(job[1][0], True), None, {"x-http-method-override": "GET", "if-match": "*"})
    for (method, operations), answer in zip(jobs, each(jobs, ask, admin), strict=True):
        there = {part for one in operations for part in (["GET", "HEAD"] if one.method == "GET" else [one.method])}
        allow = set(filter(None, answer.headers.get("allow", "").split(", ")))
        run.check(answer.status == 405 and allow == there, f"{method} {operations[0].path}: {answer.status}, Allow {sorted(allow)}")
    reads = [one for one in walk.closed if one.method == "GET" and walk.has(one)]
    override = lambda client, one: client.send("GET", walk.path(one, True), None, {"x-http-method-override": "DELETE", "x-method-override": "DELETE"})
    for one, answer in zip(reads, each(reads, override, admin), strict=True):
        run.check(answer.status in (200, 403, 404), f"GET {one.path} with an override: {answer.status}")
    run.figure("other methods", len(jobs))


def admitted(run: Run, walk: Walk, allowed: dict, people: dict[str, Client]) -> None:
    """Who may is let in: on what is not there, or with a body that nothing can be made of."""
    unfit = lambda role, one: Knock(role, people[role], one, walk.path(one, False), walk.body(one) if "{id}" in one.path else {"unknown": 1})
    knocks = [unfit(role, one) for one in walk.closed for role in allowed[one.action] if one.json or one.method == "GET"]
    answers = each(knocks, send, people["bureau_admin"])
    for knock, answer in zip(knocks, answers, strict=True):
        run.check(answer.status not in (0, 401, 403) and answer.status < 500, f"{knock.role} {knock.operation.name}: {answer.status} {answer.code}")
    run.figure("admitted", len(knocks))


def own_things(run: Run, walk: Walk, allowed: dict, people: dict[str, Client]) -> dict[tuple[str, str], bytes]:
    """Who reads the county, or the station, reads each thing of it, so that a later 404 means hidden; what was read."""
    knocks = [walk.knock(role, people[role], one, own=True) for one in walk.closed if one.method == "GET" and walk.has(one)
              for role, extent in allowed[one.action].items() if extent in ("county", "stations")]
    found = {}
    for knock, answer in zip(knocks, each(knocks, send, people["bureau_admin"]), strict=True):
        reason = BEYOND.get(knock.operation.path, set())
        run.check(answer.status == 200 or answer.status in reason, f"own: {knock.role} {knock.operation.name}: {answer.status} {answer.code}")
        if answer.status == 200 and knock.operation.path.endswith("/{id}"):
            found[knock.role, knock.path] = answer.body
    run.figure("own", len(knocks))
    return found


def refused(run: Run, walk: Walk, allowed: dict, people: dict[str, Client]) -> None:
    """Whoever may not is told so, in the same words whatever there is: everybody on the scene's things, one of each on nothing."""
    knocks = []
    for one in walk.closed:
        roles = [role for role in people if role not in allowed[one.action]]
        knocks += [walk.knock(role, people[role], one, own=True) for role in roles]
        knocks += [walk.knock(role, people[role], one, own=False) for role in roles[:1]]
    for knock, answer in zip(knocks, answers := each(knocks, send, people["bureau_admin"]), strict=True):
        run.check(answer.status == 403, f"refused: {knock.role} {knock.operation.name}: {answer.status} {answer.code}")
    run.check(len(words := {plain(answer) for answer in answers}) == 1, f"refused in {len(words)} ways: {sorted(words)[:2]}")
    run.figure("refused", len(knocks))


def elsewhere(walk: Walk, allowed: dict, people: dict[str, Client], own: bool, near: bool) -> Iterator[Knock]:
    """Every operation on a thing of the scene by those who may do it to their own; `near`: only within stations."""
    for one in walk.closed:
        for role, client in people.items():
            reaches = allowed[one.action].get(role) == "stations" and walk.kind(one) not in COUNTY_WIDE if near else role in allowed[one.action]
            if reaches and walk.has(one):
                yield walk.knock(role, client, one, own)


def referring(walk: Walk, allowed: dict, people: dict[str, Client], own: bool) -> Iterator[Knock]:
    """Every operation that makes something, by strangers, with a body that refers to things of the scene."""
    for one in walk.closed:
        if one.method == "POST" and one.json and "{id}" not in one.path and NOBODY in json.dumps(walk.body(one, whole=True)):
            for role in people.keys() & allowed[one.action].keys():
                for whole in (False, True):
                    if whole or NOBODY in json.dumps(walk.body(one)):
                        yield Knock(role, people[role], one, walk.path(one, own), walk.body(one, own, whole))


def still(body: bytes) -> bytes:
    """What a thing says, without what moves by itself: a progress report tells the county's newest event when its logs were counted,
    and each look at a mandatory report is one (`happened`)."""
    thing = json.loads(body)
    if not isinstance(thing, dict) or "counted" not in thing:
        return body
    thing["counted"].pop("position")
    return json.dumps(thing).encode()


def happened(world: World) -> dict[str, str]:
    """The county's events but for those of the service's own clock: what each did, by its id. A sign-in has no actor either."""
    events = "SELECT id, action FROM events WHERE county_code = '469025' AND (actor_id IS NOT NULL OR action LIKE 'session.%')"
    return dict(world.sql(events))


@fault_test(
    "T13", does="every live route by every role on its own thing, another station's, another county's and one that is not there; without a "
                "token; by methods that are not there (TRACE, OPTIONS, PATCH, …)",
    passes="sources, document, permission table and the reviewed matrix name the same routes and actions; answers are those of "
           "docs/role-matrix.md; what is not one's own is answered as what does not exist, but for the request's id; 405 with "
           "Allow; all things byte-equal afterwards, but for the position of the newest event that a report tells; no event was "
           "written but one for each look that is recorded by design",
    sabotage="whoever is signed in may do everything in his county; whoever is of a station reaches all of the county", code="permission|reach")
def access(run: Run) -> None:
    """Walks the matrix."""
    with run.world() as world:
        contract = Contract(Client(world.service.port).send("GET", "/openapi.json", None, {}).json)
        inventory(run, world, contract)
        scene, allowed = Scene(world), matrix()
        walk, people = Walk(contract, scene), scene.people
        near = neighbours(world, scene.station)
        far = strangers(world, [role for role in people if role not in WIDE])
        found = own_things(run, walk, allowed, people)
        before = happened(world)
        without_token(run, walk, world.service.port)
        refused(run, walk, allowed, people)
        admitted(run, walk, allowed, people)
        pairs(run, "another county's", *(list(elsewhere(walk, allowed, far, own, near=False)) for own in (True, False)))
        pairs(run, "another station's", *(list(elsewhere(walk, allowed, near, own, near=True)) for own in (True, False)))
        pairs(run, "referred to", *(list(referring(walk, allowed, far, own)) for own in (True, False)))
        methods(run, walk, people["bureau_admin"])
        again = own_things(run, walk, allowed, people)
        changed = [f"{role} {path}" for (role, path), body in found.items() if still(again.get((role, path), b"null")) != still(body)]
        run.check(not changed, f"{len(changed)} things changed, as {changed[:3]}")
        looks = sum(json.loads(body).get("description") is not None for (_, path), body in again.items() if "/mandatory-reports/" in path)
        written_since = [event for identity, event in happened(world).items() if identity not in before]
        run.check(written_since == ["mandatory_report.viewed"] * looks, f"{looks} looks were to be recorded; written was {written_since}")
        run.figure("things", len(found))
