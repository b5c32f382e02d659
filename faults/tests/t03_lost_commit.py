"""T3."""

from faults.harness import invariants
from faults.harness.load import Load
from faults.harness.registry import Run, fault_test

TIMES = 10


@fault_test(
    "T3", does="the connection is cut after COMMIT has reached the server and before its answer reaches the service, ten times",
    passes="503 outcome_unknown; a repeat with the same key returns the stored result, marked as such; exactly one row",
    sabotage="a gateway loses the Idempotency-Key")
def lose_the_commit(run: Run) -> None:
    """What was done is not heard of."""
    with run.world() as world:
        world.gateway |= {"idempotency-key": None} if run.sabotaged else {}
        load, replayed = Load(world, run.seed, posts=1.0), 0
        for number in range(TIMES):
            operation = load.operation(0, number)
            world.proxy.lose_commit(operation["op"])
            first = load.send(load.caller, operation)
            run.check((first.status, first.code) == (503, "outcome_unknown"), f"answered {first.status} {first.code}")
            rows = world.number(f"SELECT count(*) FROM declined_requests WHERE request = '{operation['op']}'")
            run.check(rows == 1, f"{rows} rows after the lost COMMIT: the fault was not the one meant")
            second = load.send(load.caller, operation)
            run.check(second.good, f"the repeat answered {second.status} {second.code}")
            third = load.send(load.caller, operation)
            run.check(second.body == third.body, "two repeats answered differently")
            replayed += second.headers.get("idempotent-replayed") == "true"
        run.check(world.proxy.lost == TIMES, f"only {world.proxy.lost} answers were lost")
        run.check(replayed == TIMES, f"{replayed} of {TIMES} repeats were replayed")
        run.figure("replayed", f"{replayed} of {TIMES}")
        run.hold(invariants.broken(world, load, load.acknowledged()))
