"""T9."""

import threading
import time

from faults.harness import invariants
from faults.harness.client import Client
from faults.harness.load import Load
from faults.harness.registry import Run, fault_test
from faults.harness.waiting import TooLate
from faults.harness.world import World, seeded

LOGS, WRITERS, READERS, SECONDS, MINUTES = 20, 8, 3, 20, 60
VICTIM = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'social-work-stations' ORDER BY md5(pid::text || '{}') LIMIT 1"""


class Bank:
    """Logs whose minutes are moved between two workers, items and days, while readers add up the statistics."""

    def __init__(self, run: Run, world: World):
        self.run, self.world, self.load = run, world, Load(world, run.seed, "bank", posts=0.0)
        self.items = [row[0] for row in world.sql("SELECT DISTINCT item_code FROM service_logs ORDER BY 1 LIMIT 3")]
        self.end, self.wrong, self.statuses, self.read = 0.0, [], {}, 0
        self.paths = []
        for number in range(LOGS):
            operation = self.load.operation(0, number)
            operation["body"] |= {"workers": self.parts(MINUTES // 2)}
            answer = self.load.send(self.load.caller, operation)
            run.check(answer.good, f"a log could not be recorded: {answer.status} {answer.body[:300]!r}")
            self.paths.append(operation["path"])
        self.reader = world.client("bureau_admin")
        self.total = self.sums(self.reader, "worker")

    def parts(self, first: int) -> list[dict]:
        """So many minutes for the first worker, the rest for the second."""
        one, other = self.load.workers[:2]
        return [{"worker_id": one, "minutes": first}, {"worker_id": other, "minutes": MINUTES - first}]

    def sums(self, client: Client, group: str) -> tuple[int, int, int] | None:
        """Minutes of all groups, minutes and people in all; None for a 503. Notes negative figures."""
        answer = client.get(f"/statistics/services?from=2023-01-01&group_by={group}")
        if answer.status in (0, 503):
            return None
        if not answer.good:
            self.wrong.append(f"the statistics answered {answer.status} {answer.code}")
            return None
        rows, totals = answer.json["rows"], answer.json["totals"]
        if any(row[name] < 0 for row in rows for name in ("logs", "minutes", "people_served", "on_list_logs")):
            self.wrong.append("a figure is negative")
        return sum(row["minutes"] for row in rows), totals["minutes"], totals["people_served"]

    def write(self, number: int) -> None:
        """Amends logs at random, as often as time allows."""
        client, chance = self.load.caller.again(), seeded(self.run.seed, "writer", number)
        while time.monotonic() < self.end:
            path = chance.choice(self.paths)
            seen = client.get(path)
            if not seen.good:
                self.count(seen.status, seen.code)
                continue
            changes = {"workers": self.parts(chance.randint(1, MINUTES - 1)), "item_code": chance.choice(self.items)}
            answer = client.call("POST", f"{path}/amendments", {"reason": "核对工时", "changes": changes}, if_match=seen.etag)
            self.count(answer.status, answer.code)

    def count(self, status: int, code: str) -> None:
        """Notes an answer to a writer."""
        name = f"{status} {code}".strip()
        self.statuses[name] = self.statuses.get(name, 0) + 1

    def watch(self, number: int) -> None:
        """Adds up, as often as time allows."""
        client, group = self.reader.again(), ("worker", "item", "month")[number % 3]
        while time.monotonic() < self.end:
            if sums := self.sums(client, group):
                self.read += 1
                if sums != self.total:
                    self.wrong.append(f"by {group} the sums are {sums}, not {self.total}")


@fault_test(
    "T9",
    does="8 writers amend 20 logs, moving minutes between workers and items, 3 readers add up the statistics, for 20 s, while "
    "sessions of the service are terminated at random",
    passes="every sum that is read is the same; no negative figure; no 500 reaches a client; the figures equal a recount; "
    "I1-I6",
    sabotage="the statements of a write are not one transaction", code="transaction")
def bank(run: Run) -> None:
    """The sums must hold at every moment."""
    with run.world() as world:
        bank_ = Bank(run, world)
        bank_.end, killed = time.monotonic() + SECONDS, 0
        threads = [threading.Thread(target=bank_.write, args=(n,), daemon=True) for n in range(WRITERS)]
        threads += [threading.Thread(target=bank_.watch, args=(n,), daemon=True) for n in range(READERS)]
        for thread in threads:
            thread.start()
        while time.monotonic() < bank_.end:
            killed += len(world.sql(VICTIM.format(run.chance.random())))
            threading.Event().wait(run.chance.uniform(0.1, 0.6))
        for thread in threads:
            thread.join(30)
            if thread.is_alive():
                raise TooLate("a reader or writer does not end")
        run.check(not bank_.wrong, f"{len(bank_.wrong)} of {bank_.read} reads were wrong, as: {(bank_.wrong or [''])[0]}")
        strange = set(bank_.statuses) - {"201", "412 stale", "503 unavailable", "503 outcome_unknown", "409 in_flight"}
        run.check(not strange, f"answers to writers: {bank_.statuses}")
        busy = bank_.statuses.get("201", 0) >= 20 and bank_.read >= 20
        run.check(busy, f"too little happened: {bank_.statuses}, {bank_.read} reads")
        run.figure("amended", bank_.statuses.get("201", 0))
        run.figure("sums read", bank_.read)
        run.figure("sessions terminated", killed)
        run.hold(invariants.broken(world, bank_.load, bank_.load.acknowledged()))
