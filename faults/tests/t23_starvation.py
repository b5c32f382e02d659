"""T23."""

import re
import threading
import time

from faults.harness import invariants
from faults.harness.client import Answer
from faults.harness.load import Load
from faults.harness.pg import PgError
from faults.harness.registry import Run, fault_test
from faults.harness.waiting import until
from faults.harness.world import World

HELD, REPORTERS, BOUND = 8, 24, 5.0
TIMEOUTS = {b"lock_timeout=2s": b"lock_timeout=0s", b"statement_timeout=5s": b"statement_timeout=0s"}


def deadlocks(world: World, ended: threading.Event, count: list[int]) -> list[threading.Thread]:
    """Two outsiders who lock two stations in opposite orders, again and again."""
    pair = [row[0] for row in world.sql("SELECT id FROM stations ORDER BY id LIMIT 2")]

    def lock(first: str, second: str) -> None:
        with world.cluster.session() as session:
            while not ended.is_set():
                try:
                    session.sql(f"BEGIN; SELECT FROM stations WHERE id = '{first}' FOR UPDATE; SELECT pg_sleep(0.05)")
                    session.sql(f"SELECT FROM stations WHERE id = '{second}' FOR UPDATE; COMMIT")
                except PgError:
                    count[0] += 1
                    session.sql("ROLLBACK")
    return [threading.Thread(target=lock, args=order, daemon=True) for order in (pair, pair[::-1])]


def repeat(end: float, ask) -> threading.Thread:
    """Calls it until then, in a thread of its own."""
    def work() -> None:
        while time.monotonic() < end:
            ask()
    return threading.Thread(target=work, daemon=True)


@fault_test(
    "T23",
    does="an outsider holds LOCK TABLE on logs and figures for 8 s, while more reports than the pool has connections ask for "
    "them, logs are written, and two outsiders deadlock on stations that are changed",
    passes="health and signing in answer throughout; everybody else is answered within 5 s, with 2xx, 409, 412 or 503; "
    "at rest < 12 s after the release (I4); I1-I6",
    sabotage="the session's timeouts do not arrive, as behind a pooler that ignores them")
def starvation(run: Run) -> None:
    """Everybody waits for one."""
    with run.world(started=False, POOL_SIZE="4") as world:
        world.proxy.rewrite = TIMEOUTS if run.sabotaged else {}
        world.service.start()
        load, officer, reader = Load(world, run.seed, posts=0.0), world.client("bureau_officer"), world.client("bureau_admin")
        stations = [row[0] for row in world.sql("SELECT id FROM stations ORDER BY id LIMIT 2")]
        answers: list[Answer] = []
        health: list[tuple[str, int]] = []
        ended, counted = threading.Event(), [0]
        with world.cluster.session(60) as outsider:
            outsider.sql("BEGIN; LOCK TABLE service_logs, service_figures IN ACCESS EXCLUSIVE MODE")
            end = time.monotonic() + HELD
            callers = [reader.again() for _ in range(REPORTERS)]
            threads = [repeat(end, lambda c=c: answers.append(c.get("/statistics/services?group_by=month"))) for c in callers]
            changer = officer.again()
            phone = lambda: {"phone": str(run.chance.random())}
            change = lambda station: changer.call("PATCH", f"/stations/{station}", phone(), if_match="*")
            threads.append(repeat(end, lambda: answers.extend(map(change, stations))))
            threads.append(repeat(end, lambda: health.append(("/livez", world.service.probe("/livez")))))
            threads.append(repeat(end, lambda: health.append(("/readyz", world.service.probe("/readyz")))))
            threads.append(repeat(end, lambda: health.append(signed_in(world))))
            threads += deadlocks(world, ended, counted)
            for thread in threads:
                thread.start()
            load.start(4)
            threading.Event().wait(max(0.0, end - time.monotonic()))
            outsider.sql("COMMIT")
        released = time.monotonic()
        ended.set()
        run.hold(invariants.at_rest(world, 12))
        until("reports are answered", lambda: reader.get("/statistics/services?group_by=month").good, 12)
        rested = time.monotonic() - released
        for thread in threads:
            thread.join(40)
        load.stop()
        answers += [Answer(e["status"], took=e["took"]) for all_of in load.answers().values() for e in all_of]
        statuses = {status: sum(a.status == status for a in answers) for status in sorted({a.status for a in answers})}
        slowest = max(answer.took for answer in answers)
        sick = {f"{name} {status}" for name, status in health if status != 200}
        run.check(set(statuses) <= {200, 201, 409, 412, 503}, f"answers: {statuses}")
        run.check(slowest < BOUND, f"an answer took {slowest:.1f} s")
        run.check(not sick, f"health and signing in: {sorted(sick)} among {len(health)} answers")
        run.check(rested < 12, f"at rest only {rested:.1f} s after the release")
        run.figure("answers", statuses)
        run.figure("slowest", f"{slowest:.1f} s")
        run.figure("health and sign-ins", len(health))
        run.figure("deadlocks", counted[0])
        left = load.settle()
        run.check(not left, f"{len(left)} operations cannot be repeated: {load.statuses()}")
        run.hold(invariants.broken(world, load, load.acknowledged()))


def signed_in(world: World) -> tuple[str, int]:
    """One sign-in: the status."""
    try:
        world.client("station_lead")
        return "sign-in", 200
    except RuntimeError as refused:
        return "sign-in", int(re.search(r": (\d+) ", str(refused))[1])
