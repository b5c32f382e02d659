"""T4."""

import threading
import time

from faults.harness import invariants
from faults.harness.client import Answer
from faults.harness.load import Load
from faults.harness.registry import Run, fault_test
from faults.harness.waiting import until

SECONDS, READERS, BOUND = 20, 6, 7.0


@fault_test(
    "T4", does="between service and PostgreSQL nothing passes any more for 20 s, and nothing is closed",
    passes="every request answered within 7 s, with 503; /livez 200 throughout; recovery < 15 s; I1-I6",
    sabotage="the service waits for the database without a bound", code="bounded")
def black_hole(run: Run) -> None:
    """The network swallows everything."""
    with run.world() as world:
        load = Load(world, run.seed)
        load.caller.timeout = SECONDS + 15
        load.start(6)
        until("writes under way", lambda: load.good >= 10, 30)
        world.proxy.hole()
        begun, answers, live = time.monotonic(), [], []

        def ask(number: int) -> None:
            client = load.caller.again()
            while time.monotonic() - begun < SECONDS - BOUND:
                answers.append(client.get(("/stations", "/postings", "/declined-requests")[number % 3]))
        readers = [threading.Thread(target=ask, args=(number,), daemon=True) for number in range(READERS)]
        for reader in readers:
            reader.start()
        while time.monotonic() - begun < SECONDS:
            live.append(world.service.probe("/livez", 2))
            threading.Event().wait(0.5)
        world.proxy.restore()
        back = time.monotonic()
        until("ready again", world.service.ready, 30)
        good = load.good
        until("writes succeed again", lambda: load.good > good, 30)
        recovered = time.monotonic() - back
        for reader in readers:
            reader.join(30)
        load.stop()
        written = [Answer(entry["status"], took=entry["took"]) for all_of in load.answers().values() for entry in all_of]
        slowest = max(answer.took for answer in answers + written)
        run.check(slowest <= BOUND, f"an answer took {slowest:.1f} s, more than {BOUND:g}")
        statuses = {answer.status for answer in answers}
        run.check(statuses == {503}, f"reads answered {sorted(statuses)}")
        strange = {answer.status for answer in written} - {200, 201, 409, 503}
        run.check(not strange, f"writes answered {sorted(strange)}")
        run.check(set(live) == {200}, f"/livez answered {sorted(set(live))}")
        run.check(recovered < 15, f"recovered only after {recovered:.1f} s")
        left = load.settle()
        run.check(not left, f"{len(left)} operations cannot be repeated: {load.statuses()}")
        run.hold(invariants.broken(world, load, load.acknowledged()))
        run.figure("slowest answer", f"{slowest:.1f} s")
        run.figure("recovered", f"{recovered:.1f} s")
