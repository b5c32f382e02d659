"""T2."""

import os
import signal
import time

from faults.harness import invariants
from faults.harness.load import Load
from faults.harness.registry import Run, fault_test
from faults.harness.waiting import until

WRITERS = 12


@fault_test(
    "T2", does="kill -9 of PostgreSQL, the postmaster and all its children, under load; then a start",
    passes="only 503 or timeouts meanwhile; no 2xx lost; the service recovers without restart < 10 s; I1-I6",
    sabotage="synchronous_commit=off with a WAL writer that sleeps: PostgreSQL acknowledges before it has written")
def kill_postgres(run: Run) -> None:
    """As a power cut of the database's machine."""
    lazy = {"synchronous_commit": "off", "wal_buffers": "64MB"}
    with run.world(postgres=lazy if run.sabotaged else {}) as world:
        load = Load(world, run.seed)
        if run.sabotaged:  # it is woken for every full page, whatever its settings say; the sign-in is to be kept
            world.sql("CHECKPOINT")
            os.kill(world.number("SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'"), signal.SIGSTOP)
        load.start(WRITERS)
        until("writes under way", lambda: load.good >= 40, 40)
        world.cluster.kill()
        until("the service says that it is not ready", lambda: world.service.probe("/readyz") == 503, 10)
        live = world.service.probe("/livez")
        world.cluster.start()
        begun = time.monotonic()
        until("ready again", world.service.ready, 30)
        good = load.good
        until("writes succeed again", lambda: load.good > good, 30)
        recovered = time.monotonic() - begun
        load.stop()
        statuses = load.statuses()
        run.check(live == 200, f"livez answered {live} without a database")
        run.check(recovered < 10, f"recovered only after {recovered:.1f} s")
        other = {status for status in statuses if status.split()[0] not in ("0", "200", "201", "503", "408", "409")}
        run.check(not other, f"other answers than 2xx and 503: {statuses}")
        first = load.acknowledged()
        run.hold(invariants.exactly_once(world, load, first, set(load.answers())))
        left = load.settle()
        run.check(not left, f"{len(left)} operations cannot be repeated: {load.statuses()}")
        run.hold(invariants.broken(world, load, load.acknowledged()))
        run.figure("recovered", f"{recovered:.1f} s")
        run.figure("acknowledged before", len(first))
        run.figure("answers", statuses)
