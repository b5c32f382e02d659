"""T18."""

import contextlib
import selectors
import socket
import threading
import time
from dataclasses import dataclass, field

from faults.harness.client import Client
from faults.harness.crowd import percentile
from faults.harness.registry import Run, fault_test
from faults.harness.waiting import TooLate, until
from faults.harness.world import World

EACH, PAUSE, WATCHED = 75, 0.5, 13.0
HEAD = b"GET /livez HTTP/1.1\r\nhost: x\r\nx-slow: "
LIMITS = {"silent": 10.0, "first head": 10.0, "second head": 12.0, "body": 12.0}
"""Seconds until such a client must be gone. A body has 10 s to arrive (docs/operations.md), then it is told 408 and closed. A head
after the first has 10 s from the answer before, and a second more until it is noticed (src/http/idle.rs)."""


@dataclass
class Slow:
    """A client that takes its time."""

    kind: str
    socket: socket.socket
    begun: float = field(default_factory=time.monotonic)
    closed: float | None = None
    said: bytes = b""

    def drip(self) -> None:
        """One byte more, unless it is silent."""
        if self.kind != "silent" and self.closed is None:
            with contextlib.suppress(OSError):
                self.socket.send(b"a")

    def hear(self) -> bool:
        """Whether the other side is still there."""
        try:
            while data := self.socket.recv(4096):
                self.said += data
        except BlockingIOError:
            return True
        except OSError:
            pass
        self.closed = time.monotonic() - self.begun
        return False


def connect(world: World, kind: str, token: str) -> Slow:
    """A new client of a kind, as far as it goes at once."""
    opened = socket.create_connection(("127.0.0.1", world.service.port), timeout=10)
    if kind == "first head":
        opened.sendall(HEAD)
    elif kind == "second head":
        opened.sendall(b"GET /livez HTTP/1.1\r\nhost: x\r\n\r\n")
        while b'"ok"' not in opened.recv(4096):
            pass
        opened.sendall(HEAD)
    elif kind == "body":
        head = f"POST /api/v1/workers HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\ncontent-type: application/json\r\n"
        opened.sendall(head.encode() + b'content-length: 9000\r\n\r\n{"name": "')
    opened.setblocking(False)
    return Slow(kind, opened)


def watch(all_of_them: list[Slow]) -> None:
    """Drips and listens until all are gone or the time is up."""
    eyes = selectors.DefaultSelector()
    for slow in all_of_them:
        eyes.register(slow.socket, selectors.EVENT_READ, slow)
    end, next_drip = time.monotonic() + WATCHED, time.monotonic() + PAUSE
    while eyes.get_map() and time.monotonic() < end:
        for key, _ in eyes.select(max(0.0, min(end, next_drip) - time.monotonic())):
            if not key.data.hear():
                eyes.unregister(key.fileobj)
        if time.monotonic() >= next_drip:
            next_drip += PAUSE
            for key in list(eyes.get_map().values()):
                key.data.drip()
    eyes.close()


class Normal:
    """Four clients that ask ten times a second each, as people do."""

    def __init__(self, caller: Client):
        self.ends, self.answers = threading.Event(), []
        self.threads = [threading.Thread(target=self._ask, args=(caller.again(),), daemon=True) for _ in range(4)]
        for thread in self.threads:
            thread.start()

    def _ask(self, client: Client) -> None:
        while not self.ends.wait(0.1):
            self.answers.append(client.get("/me"))
        client.close()

    def stop(self) -> list:
        """What they got."""
        self.ends.set()
        for thread in self.threads:
            thread.join(30)
        return self.answers


class Reader(threading.Thread):
    """A client that reads a long answer slowly, for as long as a client without a request may stay."""

    def __init__(self, world: World):
        super().__init__(daemon=True)
        self.port, self.length, self.got, self.took = world.service.port, -1, 0, 0.0

    def run(self) -> None:
        """Asks for the document, and reads a part of it now and then."""
        with socket.socket() as asked:
            asked.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            asked.connect(("127.0.0.1", self.port))
            asked.sendall(b"GET /openapi.json HTTP/1.1\r\nhost: x\r\n\r\n")
            begun, answer = time.monotonic(), asked.makefile("rb")
            head = b"".join(iter(answer.readline, b"\r\n"))
            self.length = int(head.lower().split(b"content-length:")[1].split()[0])
            part = int(self.length * PAUSE / WATCHED)
            with contextlib.suppress(OSError):
                while self.got < self.length and (data := answer.read(min(part, self.length - self.got))):
                    self.got += len(data)
                    time.sleep(PAUSE)
            self.took = time.monotonic() - begun


def judge(run: Run, kind: str, some: list[Slow]) -> None:
    """Whether they are gone in time, and what they were told."""
    gone = [slow.closed for slow in some if slow.closed is not None]
    told = {slow.said.rsplit(b"HTTP/1.1 ", 1)[-1][:3].decode() for slow in some if b"HTTP/1.1 4" in slow.said or b"HTTP/1.1 5" in slow.said}
    run.check(told <= {"408"}, f"{kind}: told {sorted(told)}")
    left = len(some) - len(gone)
    run.figure(kind, f"{len(gone)} gone after {max(gone, default=0):.1f} s{', told 408' if told else ''}{f', {left} STILL CONNECTED' if left else ''}")
    if limit := LIMITS[kind]:
        run.check(not left, f"{kind}: {left} of {len(some)} are still connected after {WATCHED:g} s")
        run.check(max(gone, default=0) <= limit, f"{kind}: gone only after {max(gone, default=0):.1f} s")


@fault_test(
    "T18", does="300 slow clients: silent, dripping the first head, the second head on a kept connection, a body; 75 of each",
    passes="silence and first head closed <= 10 s, a body 10 s and the closing, told 408 or nothing; normal clients' p99 < 300 ms; open files "
           "return to where they were; a second head 12 s after the answer to the first; who reads an answer for 13 s gets all of it",
    sabotage="a body may take its time; so may a head after the first", code="arrival|heads")
def slow_clients(run: Run) -> None:
    """All kinds together."""
    with run.world() as world:
        caller = world.client()
        normal = Normal(caller)
        until("the normal clients are served", lambda: len(normal.answers) > 40, 20)
        before, first = world.service.fds(), len(normal.answers)
        reader = Reader(world)
        reader.start()
        crowd = [connect(world, kind, caller.token) for kind in LIMITS for _ in range(EACH)]
        watch(crowd)
        reader.join(3 * WATCHED)
        run.check(reader.got == reader.length, f"the slow reader got {reader.got} of {reader.length} bytes")
        run.figure("slow reader", f"{reader.got} of {reader.length} bytes in {reader.took:.1f} s")
        answers = normal.answers[first:]
        for kind in LIMITS:
            judge(run, kind, [slow for slow in crowd if slow.kind == kind])
        for slow in crowd:
            slow.socket.close()
        try:
            until("the files are closed", lambda: world.service.fds() <= before + 2, 10)
        except TooLate:
            run.check(False, f"{world.service.fds()} files are open, {before} before")
        normal.stop()
        run.check(all(answer.good for answer in answers), f"normal clients: {[a.status for a in answers if not a.good][:5]}")
        p99 = percentile([answer.took for answer in answers], 99)
        run.check(p99 < 0.3 or run.sabotaged, f"normal clients' p99 {p99 * 1000:.0f} ms")
        run.figure("normal clients' p99", f"{p99 * 1000:.1f} ms of {len(answers)}")
