"""T6."""

import signal
import socket
import time

from faults.harness import invariants
from faults.harness.load import Load
from faults.harness.registry import Run, fault_test
from faults.harness.waiting import until

REQUESTS = 100
SLOW = """CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN PERFORM pg_sleep(1 + 2 * random()); RETURN NEW; END $$;
    CREATE TRIGGER slowly BEFORE INSERT ON service_logs FOR EACH ROW EXECUTE FUNCTION slowly()"""
ASLEEP = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"


@fault_test(
    "T6", does="SIGTERM while 100 requests of 1 to 3 s are under way",
    passes="new connections refused or 503; every accepted request gets its real answer; exit code 0 < 30 s; no row lost; I1-I6",
    sabotage="a supervisor that sends SIGQUIT instead: the service does not wait for its requests")
def terminate(run: Run) -> None:
    """The end of a replica in a rolling update."""
    with run.world(POOL_SIZE=str(REQUESTS), postgres={"max_connections": "400"}) as world:
        load = Load(world, run.seed, posts=0.0)
        load.start(32, each=1)
        load.join()  # connections are open
        world.sql(SLOW)
        slow = Load(world, run.seed, "slow", posts=0.0)
        slow.start(REQUESTS, each=1)
        until("all requests are under way", lambda: world.number(ASLEEP) + slow.good >= REQUESTS * 0.9, 45)
        asleep = world.number(ASLEEP)
        slow.end()
        begun = time.monotonic()
        world.service.signal(signal.SIGQUIT if run.sabotaged else signal.SIGTERM)
        until("no new connections", lambda: refused(world.service.port), 10)
        slow.join(40)
        code = world.service.process.wait(40)
        took = time.monotonic() - begun
        statuses = slow.statuses()
        real = set(statuses) <= {"201", "503 unavailable"} and statuses.get("201", 0) >= REQUESTS * 0.9
        run.check(real, f"answers: {statuses}")
        run.check(code == 0, f"exit code {code}")
        run.check(took < 30, f"ended only after {took:.0f} s")
        run.hold(invariants.exactly_once(world, slow, slow.acknowledged(), set(slow.answers())))
        run.figure("answers", statuses)
        run.check(asleep > 0, "none was under way any more at the signal")
        run.figure("under way at the signal", asleep)
        run.figure("ended", f"{took:.1f} s")
        world.sql("DROP TRIGGER slowly ON service_logs")
        world.service.start()
        run.hold(invariants.broken(world, slow, slow.acknowledged()))


def refused(port: int) -> bool:
    """Whether a new connection is refused, or closed without an answer."""
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as probe:
            probe.settimeout(1)
            probe.sendall(b"GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n")
            return not probe.recv(20).startswith(b"HTTP/1.1 2")
    except OSError:
        return True
