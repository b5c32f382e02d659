"""A seeded load. Each request and each answer is in a file before the next step, so that nothing is believed from memory."""

import json
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .client import Answer, Client
from .waiting import TooLate
from .world import World, seeded


AGAIN = (0, 408, 409, 503)
"""Statuses after which a client repeats the same request with the same key."""

REPEATERS = 8
"""So many at once repeat what was not acknowledged."""


class Ledger:
    """The file: a line of JSON for each request that goes out and each answer that comes in, flushed before going on."""

    def __init__(self, path: Path):
        self.path, self._lock, self._file = path, threading.Lock(), path.open("a", encoding="utf-8")

    def write(self, **entry) -> None:
        """Writes one line."""
        with self._lock:
            self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            self._file.flush()

    def entries(self) -> list[dict]:
        """All lines."""
        with self._lock:
            text = self.path.read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]


class Load:
    """Writers that record declined requests (POST, by Idempotency-Key) and service logs (PUT, by an id of their own)."""

    def __init__(self, world: World, seed: int, name: str = "load", posts: float = 0.7):
        self.world, self.seed, self.name, self.posts = world, seed, name, posts
        self.ledger = Ledger(world.folder / f"{name}.jsonl")
        self.station, self.workers = world.station(), world.workers()
        self.caller = world.client()
        self.day = world.sql("SELECT greatest(max(valid_from), current_date - 20) FROM postings")[0][0]
        self.good = 0
        """How many requests were answered with 2xx so far; for waiting, not for judging."""
        self._stop, self._threads = threading.Event(), []

    # --- the writers

    def operation(self, thread: int, number: int) -> dict:
        """The operation of this place in the load: what is sent, and the mark by which its effect is found."""
        chance = seeded(self.seed, self.name, thread, number)
        if chance.random() < self.posts:
            mark = f"{self.name}-{self.seed}-{thread}-{number}"
            body = {"station_id": self.station, "requested_by": "镇政府办公室", "requested_on": self.day, "matter": "administration",
                    "request": mark}
            return {"op": mark, "method": "POST", "path": "/declined-requests", "body": body, "key": mark}
        log = str(uuid.UUID(int=chance.getrandbits(128) & ~(0xf << 76) & ~(0x3 << 62) | (0x7 << 76) | (0x2 << 62)))
        body = {"station_id": self.station, "item_code": "1.1", "method": "visit", "served_on": self.day,
                "people_served": chance.randint(1, 9), "summary": "入户走访，了解近期生活情况。", "state": "submitted",
                "workers": [{"worker_id": chance.choice(self.workers), "minutes": chance.randint(1, 3)}]}
        return {"op": log, "method": "PUT", "path": f"/service-logs/{log}", "body": body, "key": None}

    def send(self, client: Client, operation: dict) -> Answer:
        """Sends it, with the ledger's lines before and after."""
        self.ledger.write(asked=operation["op"], at=time.time(), **{k: operation[k] for k in ("method", "path", "body", "key")})
        answer = client.call(operation["method"], operation["path"], operation["body"], key=operation["key"])
        self.ledger.write(answered=operation["op"], at=time.time(), status=answer.status, code=answer.code, lost=answer.lost,
                          took=round(answer.took, 3), id=answer.json.get("id") if answer.good else None)
        self.good += answer.good
        return answer

    def start(self, threads: int = 16, each: int | None = None) -> None:
        """Begins; every thread goes on until `stop()`, or ends after `each` operations."""
        self._stop.clear()
        self._threads = [threading.Thread(target=self._work, args=(n, each), daemon=True) for n in range(threads)]
        for thread in self._threads:
            thread.start()

    def _work(self, thread: int, each: int | None) -> None:
        client, number, pause = self.caller.again(), 0, seeded(self.seed, self.name, thread)
        while not self._stop.is_set() and (each is None or number < each):
            answer = self.send(client, self.operation(thread, number))
            if answer.status in AGAIN:
                self._stop.wait(pause.uniform(0.1, 1.5))  # and the same once more
            else:
                number += 1
        client.close()

    def end(self) -> None:
        """No new requests and no repeats."""
        self._stop.set()

    def stop(self) -> None:
        """The same, and waits for the requests under way."""
        self.end()
        self.join()

    def join(self, within: float = 60) -> None:
        """Waits until all threads have ended."""
        end = time.monotonic() + within
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))
            if thread.is_alive():
                raise TooLate(f"a writer of the load does not end within {within:g} s")

    # --- afterwards

    def answers(self) -> dict[str, list[dict]]:
        """What was answered to each operation, from the file; an operation without an answer has none."""
        found: dict[str, list[dict]] = {}
        for entry in self.ledger.entries():
            if "asked" in entry:
                found.setdefault(entry["asked"], [])
            else:
                found[entry["answered"]].append(entry)
        return found

    def acknowledged(self) -> set[str]:
        """The operations that were answered with 2xx."""
        return {op for op, answers in self.answers().items() if any(200 <= answer["status"] < 300 for answer in answers)}

    def statuses(self) -> dict[str, int]:
        """How often each status (and code of a problem) came back."""
        count: dict[str, int] = {}
        for answers in self.answers().values():
            for answer in answers:
                name = " ".join(filter(None, (str(answer["status"]), answer["code"])))
                count[name] = count.get(name, 0) + 1
        return dict(sorted(count.items()))

    def settle(self, within: float = 40) -> set[str]:
        """Repeats, with the same key, what was not acknowledged; what still is not after `within` seconds."""
        asked = {entry["asked"]: {"op": entry["asked"], **entry} for entry in self.ledger.entries() if "asked" in entry}
        open_ones, end = set(asked) - self.acknowledged(), time.monotonic() + within
        self.caller = self.world.client()
        with ThreadPoolExecutor(REPEATERS) as pool:
            while open_ones and time.monotonic() < end:
                good = pool.map(lambda op: self.send(self.caller.again(), asked[op]).good, sorted(open_ones))
                open_ones = {op for op, done in zip(sorted(open_ones), list(good)) if not done}
        return open_ones
