"""What must hold whatever happened: I1 to I6, as this service's tables have it."""

from .client import Client
from .load import Load
from .waiting import TooLate, until
from .world import COUNTY, World

AT_REST = """SELECT pid, state, coalesce(query, ''), extract(epoch FROM clock_timestamp() - xact_start) FROM pg_stat_activity
    WHERE datname = 'stations' AND application_name <> 'faults' AND backend_type = 'client backend'
    AND (state LIKE 'idle in transaction%' AND clock_timestamp() - state_change > interval '1 second'
        OR pid IN (SELECT pid FROM pg_locks WHERE granted AND locktype <> 'virtualxid') AND state = 'idle'
        OR state <> 'idle' AND clock_timestamp() - xact_start > interval '1 second')"""

UNTOLD = """SELECT count(*) FROM (
    SELECT id::text, 'declined_request.recorded' AS action FROM declined_requests
    UNION ALL SELECT id::text, 'service_log.recorded' FROM service_logs) AS row
    WHERE (SELECT count(*) FROM events WHERE events.subject_id = row.id AND events.action = row.action) <> 1"""
GROUNDLESS = """SELECT count(*) FROM events WHERE action = 'declined_request.recorded' AND NOT EXISTS
        (SELECT FROM declined_requests WHERE id::text = subject_id)
    OR action = 'service_log.recorded' AND NOT EXISTS (SELECT FROM service_logs WHERE id::text = subject_id)"""
UNPLACED = """SELECT count(*) FROM events WHERE (SELECT count(*) FROM event_positions WHERE event_id = events.id)
    + (SELECT count(*) FROM events_pending WHERE event_id = events.id) <> 1"""
HALF_KEYS = "SELECT count(*) FROM idempotency_keys WHERE sealed_answer IS NULL"


def exactly_once(world: World, load: Load, operations: set[str], at_most: set[str] = frozenset()) -> list[str]:
    """I1: each of these operations is there once; of `at_most` none is there twice."""
    marks = dict(world.sql("SELECT request, count(*) FROM declined_requests GROUP BY request"))
    logs = dict(world.sql("SELECT id, count(*) FROM service_logs GROUP BY id"))
    count = {op: int(marks.get(op, 0)) + int(logs.get(op, 0)) for op in operations | at_most}
    lost = [op for op in operations if count[op] == 0]
    twice = [op for op in count if count[op] > 1]
    said = [f"I1: {len(lost)} acknowledged writes are lost, as {lost[0]}"] if lost else []
    return said + ([f"I1: {len(twice)} writes were executed more than once, as {twice[0]}"] if twice else [])


def whole(world: World) -> list[str]:
    """I2: row, event and place in the queue or in the order go together, one to one to one; so do effect and kept answer."""
    looks = {"rows without exactly one event": UNTOLD, "events without a row": GROUNDLESS,
             "events that are not in exactly one of queue and order": UNPLACED,
             "idempotency records without an answer": HALF_KEYS}
    found = {name: world.number(look) for name, look in looks.items()}
    return [f"I2: {count} {name}" for name, count in found.items() if count]


def sums(world: World) -> list[str]:
    """I3: the figures kept of service logs are those of a recount."""
    code, said = world.service.tool("statistics", "verify", database=world.direct)
    return [] if code == 0 else [f"I3: statistics verify: exit {code}: {said[-300:]}"]


def at_rest(world: World, within: float = 5) -> list[str]:
    """I4: within `within` seconds no session is idle in a transaction for over a second or holds a lock while idle."""
    try:
        until("at rest", lambda: not world.sql(AT_REST), within, every=0.1)
        return []
    except TooLate:
        return [f"I4: not at rest after {within:g} s: {world.sql(AT_REST)[:3]}"]


def untampered(world: World) -> list[str]:
    """I5: `audit verify` says 0."""
    code, said = world.service.tool("audit", "verify", database=world.direct)
    return [] if code == 0 else [f"I5: audit verify: exit {code}: {said[-300:]}"]


def follow(client: Client, limit: int = 1000) -> list[dict]:
    """The whole feed, as a consumer gets it that begins now; 503 is tried again. The service must run."""
    after, items = "", []
    while True:
        answer = until("the feed answers", lambda: _page(client, after, limit), 20, every=0.1)
        items += answer["items"]
        if not answer["items"]:
            return items
        after = f"&after={answer['next']}"


def _page(client: Client, after: str, limit: int):
    answer = client.get(f"/changes?limit={limit}{after}")
    if not answer.good and answer.status not in (0, 503):
        raise AssertionError(f"the feed answered {answer.status} {answer.code}")
    return answer.json if answer.good else None


def delivered(world: World, within: float = 15) -> list[str]:
    """I6: the feed has every committed event once, at positions without gaps. The service must run."""
    client = world.client("auditor")  # an event itself, so it comes first
    try:
        until("no event waits", lambda: world.number("SELECT count(*) FROM events_pending") == 0, within, every=0.1)
    except TooLate as late:
        return [f"I6: {late}"]
    committed = events(world)
    items = follow(client)
    ids, said = [item["id"] for item in items], []
    if [item["position"] for item in items] != list(range(len(items))):
        said.append("I6: positions have gaps or repeat")
    lost, invented, twice = committed - set(ids), set(ids) - events(world), len(ids) - len(set(ids))
    if lost or invented or twice:
        said.append(f"I6: {len(lost)} events not delivered, {len(invented)} never committed, {twice} twice")
    return said


def events(world: World) -> set[str]:
    """The ids of the county's committed events."""
    return {row[0] for row in world.sql(f"SELECT id FROM events WHERE county_code = '{COUNTY}'")}


def broken(world: World, load: Load | None = None, acknowledged: set[str] = frozenset(), rest_within: float = 5) -> list[str]:
    """All of them on a running service, in words; empty when they hold."""
    once = exactly_once(world, load, acknowledged, set(load.answers())) if load else []
    return once + at_rest(world, rest_within) + whole(world) + delivered(world) + sums(world) + untampered(world)
