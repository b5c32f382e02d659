"""T1."""

import time

from faults.harness import invariants
from faults.harness.load import Load
from faults.harness.registry import Run, fault_test
from faults.harness.waiting import until

ROUNDS, WRITES = 5, 200


@fault_test(
    "T1", does="kill -9 of the service during 200 concurrent writes with Idempotency-Keys, five times, and a restart each time",
    passes="every 2xx is there exactly once; after a repeat with the same key every operation exactly once; ready again < 5 s; "
    "I1-I6",
    sabotage="a gateway loses the Idempotency-Key")
def kill_the_service(run: Run) -> None:
    """Kills it while answers are under way."""
    with run.world(POOL_SIZE="16") as world:
        world.gateway |= {"idempotency-key": None} if run.sabotaged else {}
        world.proxy.commit_delay = 0.1  # so that a kill finds many between COMMIT and answer
        restarts, acknowledged, unknown, untold = [], set(), 0, 0
        for number in range(ROUNDS):
            load = Load(world, run.seed, f"round-{number}")
            load.start(threads=WRITES, each=1)
            until("a third is answered", lambda: load.good > WRITES // 3, 60)
            world.service.kill()
            load.stop()
            begun = time.monotonic()
            world.service.start()
            restarts.append(time.monotonic() - begun)
            first = load.acknowledged()
            run.hold(invariants.exactly_once(world, load, first, set(load.answers())))
            there = world.sql("SELECT request FROM declined_requests")
            untold += len({mark for (mark,) in there} & set(load.answers()) - first)
            unknown += WRITES - len(first)
            left = load.settle()
            run.check(not left, f"{len(left)} operations cannot be repeated: {load.statuses()}")
            run.hold(invariants.exactly_once(world, load, set(load.answers())))
            acknowledged |= load.acknowledged()
        world.proxy.commit_delay = 0
        run.figure("writes", len(acknowledged))
        run.figure("without an answer at the kill", unknown)
        run.figure("of them committed under a key", untold)
        run.check(untold >= ROUNDS, f"only {untold} writes were between COMMIT and answer at a kill: too few to show anything")
        run.figure("slowest restart", f"{max(restarts):.2f} s")
        run.check(max(restarts) < 5, f"not ready within 5 s: {max(restarts):.1f} s")
        run.hold(invariants.broken(world, load, load.acknowledged()))
