"""T10."""

import json
import threading
import time
import uuid

from faults.harness import invariants
from faults.harness.client import Client
from faults.harness.load import Load
from faults.harness.registry import Run, fault_test
from faults.harness.waiting import until
from faults.harness.world import COUNTY, World

WRITERS, LONG = 16, 10
LATE = """CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN PERFORM pg_sleep(0.2 * random()); RETURN NULL; END $$;
    CREATE TRIGGER late AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION late()"""
MODEL = """SELECT occurred_at, coalesce(quote_literal(actor_id), 'NULL'), action, subject_kind, subject_id,
    convert_from(body, 'UTF8') FROM events WHERE action = 'session.started' LIMIT 1"""


class Consumer(threading.Thread):
    """Follows the feed by its cursor, which it keeps after each page, and goes on from there when it is started anew."""

    def __init__(self, client: Client, cursor: str = "", seen: dict[str, int] | None = None):
        super().__init__(daemon=True)
        self.client, self.cursor, self.seen, self.ended = client, cursor, seen if seen is not None else {}, threading.Event()
        self.items: list[dict] = []

    def run(self) -> None:
        while not self.ended.wait(0.05):
            answer = self.client.get(f"/changes?limit=200{self.cursor}")
            if answer.good:
                for item in answer.json["items"]:
                    self.seen.setdefault(item["id"], item["position"])  # at least once: known by its id
                    self.items.append(item)
                self.cursor = f"&after={answer.json['next']}"


class Naive(threading.Thread):
    """Follows the ids of the table, as if they were in the order of commits: it must lose what commits late."""

    def __init__(self, world: World):
        super().__init__(daemon=True)
        self.world, self.seen, self.ended = world, {}, threading.Event()

    def run(self) -> None:
        last = "00000000-0000-0000-0000-000000000000"
        while not self.ended.wait(0.05):
            for (last,) in self.world.sql(f"SELECT id FROM events WHERE county_code = '{COUNTY}' AND id > '{last}' ORDER BY id"):
                self.seen[last] = len(self.seen)


def event(world: World) -> tuple[str, str]:
    """A new event like one that is there: its id, and the statements that insert it."""
    at, actor, action, kind, subject, body = world.sql(MODEL)[0]
    made = str(uuid.UUID(int=(time.time_ns() // 1_000_000) << 80 | 0x7 << 76 | 0x2 << 62 | uuid.uuid4().int & (1 << 62) - 1))
    canonical = json.dumps(json.loads(body) | {"id": made}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return made, (f"INSERT INTO events VALUES ('{COUNTY}', '{made}', '{at}', {actor}, '{action}', '{kind}', '{subject}', "
                  f"convert_to('{canonical}', 'UTF8')); INSERT INTO events_pending VALUES ('{COUNTY}', '{made}')")


def amend(load: Load, path: str, ended: threading.Event) -> None:
    """Changes one log again and again: its events must keep their order."""
    client = load.caller.again()
    while not ended.wait(0.1):
        seen = client.get(path)
        if seen.good:
            changes = {"people_served": seen.json["people_served"] + 1}
            client.call("POST", f"{path}/amendments", {"reason": "更正", "changes": changes}, if_match=seen.etag)


def inverted(items: list[dict]) -> list[str]:
    """Logs whose versions do not ascend along the feed."""
    last, found = {}, []
    for item in sorted(items, key=lambda item: item["position"]):
        version = item["data"].get("version") if isinstance(item["data"], dict) else None
        if version is not None and item["type"].startswith("service_log."):
            if version <= last.get(item["subject"], 0):
                found.append(item["subject"])
            last[item["subject"]] = version
    return found


@fault_test(
    "T10",
    does="16 writers whose commits are up to 200 ms late, a transaction of 10 s, rollbacks; two consumers, one killed and "
    "restarted",
    passes="each consumer has exactly the committed events, no gap, no inversion within a subject; lag < 2 s after the long "
    "transaction; a naive consumer by ids loses events; I1-I6",
    sabotage="the consumers are naive: they follow the ids of the events")
def feed(run: Run) -> None:
    """What a sequence promises and a commit breaks."""
    with run.world(POOL_SIZE="16") as world:
        load = Load(world, run.seed, posts=0.5)
        demo = world.number(f"SELECT size FROM event_heads WHERE county_code = '{COUNTY}'")
        auditor, ended = world.client("auditor"), threading.Event()
        first = load.operation(99, 0) | {"key": None}
        while first["method"] != "PUT":
            first = load.operation(99, run.chance.randint(1, 10**6))
        run.check(load.send(load.caller, first).good, "the log to amend could not be recorded")
        world.sql(LATE)
        steady, killed, naive = Consumer(auditor.again()), Consumer(auditor.again()), Naive(world)
        for thread in (steady, killed, naive):
            thread.start()
        amender = threading.Thread(target=amend, args=(load, first["path"], ended), daemon=True)
        amender.start()
        load.start(WRITERS)
        long_id, insert = event(world)
        with world.cluster.session(60) as long, world.cluster.session() as undone:
            long.sql(f"BEGIN; {insert}")
            begun, rollbacks = time.monotonic(), 0
            while time.monotonic() - begun < LONG:
                undone.sql(f"BEGIN; {event(world)[1]}; ROLLBACK")
                rollbacks += 1
                if rollbacks == 10:  # killed with what it had read, but not the cursor of its last page
                    killed.ended.set()
                    killed.join(20)
                if rollbacks == 15:
                    killed = Consumer(auditor.again(), killed.cursor, killed.seen)
                    killed.start()
                ended.wait(0.2)
            long.sql("COMMIT")
        committed_at = time.monotonic()
        until("the long transaction's event is delivered", lambda: long_id in steady.seen and long_id in killed.seen, 20)
        lag = time.monotonic() - committed_at
        ended.set()
        amender.join(20)
        load.stop()
        world.sql("DROP TRIGGER late ON events")
        until("no event waits", lambda: world.number("SELECT count(*) FROM events_pending") == 0, 15)
        committed = invariants.events(world)
        run.check(lag < 2, f"the long transaction's event came {lag:.1f} s after its commit")
        followers = {"steady": steady, "restarted": killed} if not run.sabotaged else {"naive": naive}
        until("the consumers are at the end", lambda: steady.seen.keys() >= committed and killed.seen.keys() >= committed, 10)
        for consumer in (steady, killed, naive):
            consumer.ended.set()
            consumer.join(20)
        for name, consumer in followers.items():
            missed, positions = committed - consumer.seen.keys(), sorted(consumer.seen.values())
            run.check(not missed, f"the {name} consumer lost {len(missed)} of {len(committed)} events")
            run.check(positions == list(range(len(positions))), f"the {name} consumer's positions have gaps")
        lost = len(committed - naive.seen.keys())
        run.check(lost > 0, "the naive consumer lost nothing: the test does not bite")
        of_now = [item for item in steady.items if item["position"] >= demo]  # the demo's own clock stands still for a while
        run.check(not inverted(of_now), f"inverted: {inverted(of_now)[:3]}")
        run.figure("events", len(committed))
        run.figure("rollbacks", rollbacks)
        run.figure("versions of one log", sum(first["op"] in item["subject"] for item in of_now))
        run.figure("lag", f"{lag:.2f} s")
        run.figure("a naive consumer lost", lost)
        left = load.settle()
        run.check(not left, f"{len(left)} operations cannot be repeated: {load.statuses()}")
        run.hold(invariants.broken(world, load, load.acknowledged()))
