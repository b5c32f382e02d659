"""T5."""

import json
import socket
import struct
import threading
import time

from faults.harness import invariants
from faults.harness.load import Load
from faults.harness.registry import Run, fault_test
from faults.harness.waiting import until

CLIENTS, AT_ONCE = 300, 20
SESSIONS = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'social-work-stations'"


def send_and_reset(load: Load, number: int, pause: float) -> None:
    """Sends a write, waits a little, resets the connection."""
    operation = load.operation(1, number)
    load.ledger.write(asked=operation["op"], at=time.time(), **{k: operation[k] for k in ("method", "path", "body", "key")})
    body = json.dumps(operation["body"], ensure_ascii=False).encode()
    key = f"idempotency-key: {operation['key']}\r\n" if operation["key"] else ""
    head = (f"{operation['method']} /api/v1{operation['path']} HTTP/1.1\r\nhost: localhost\r\n"
            f"authorization: Bearer {load.caller.token}\r\ncontent-type: application/json\r\n"
            f"content-length: {len(body)}\r\n{key}\r\n")
    try:
        with socket.create_connection(("127.0.0.1", load.caller.port), 10) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.sendall(head.encode() + body)
            threading.Event().wait(pause)
    except OSError:
        pass  # the service may have closed it first


@fault_test(
    "T5", does="300 clients send a write each and reset the socket after 0 to 50 ms",
    passes="each write is complete or absent (I2), nothing stays open (I4); connections as before; no panic; I1-I6",
    sabotage="the handler is dropped with its client, and its connection goes back to the pool as it is",
    code="detached,discarded")
def resets(run: Run) -> None:
    """Clients that go away in the middle."""
    with run.world(POOL_SIZE="8", WORKERS="2") as world:
        world.proxy.delay = 0.004  # so that a write has a middle
        load = Load(world, run.seed)
        load.start(1, each=4)
        load.join()
        pauses = [run.chance.uniform(0, 0.05) for _ in range(CLIENTS)]
        for first in range(0, CLIENTS, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, CLIENTS))
            some = [threading.Thread(target=send_and_reset, args=(load, n, pauses[n])) for n in numbers]
            for thread in some:
                thread.start()
            for thread in some:
                thread.join(30)
        run.hold(invariants.at_rest(world, 4))
        there = world.sql("SELECT request FROM declined_requests UNION SELECT id::text FROM service_logs")
        done = len(set(load.answers()) & {row[0] for row in there})
        run.check(done > 0, "no reset came after its write had begun: too early to show anything")
        run.hold(invariants.exactly_once(world, load, set(), set(load.answers())))
        world.proxy.delay = 0
        client = world.client()
        until("requests are served", lambda: client.get("/stations").good, 10)
        sessions = world.number(SESSIONS)
        limit = 2 * (8 + 2) + 6  # of the threads, and of the jobs beside them
        run.check(sessions <= limit, f"{sessions} connections to the database, more than {limit}")
        run.check("panicked" not in world.service.said(), "the service panicked")
        left = load.settle()
        run.check(not left, f"{len(left)} operations cannot be repeated: {load.statuses()}")
        run.hold(invariants.broken(world, load, load.acknowledged()))
        run.figure("done without their client", f"{done} of {CLIENTS}")
        run.figure("connections", sessions)
