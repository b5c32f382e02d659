"""Many requests at once, and what they took."""

import json
import re
import urllib.parse
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from .client import Answer, Client

Job, Result = TypeVar("Job"), TypeVar("Result")


def each(jobs: Sequence[Job], work: Callable[[Client, Job], Result], caller: Client, threads: int = 4) -> list[Result]:
    """What `work` answers to every job, in their order; each thread has a connection of its own as `caller`."""
    def share(part: int) -> list[tuple[int, Result]]:
        client = caller.again()
        done = [(at, work(client, jobs[at])) for at in range(part, len(jobs), threads)]
        client.close()
        return done

    with ThreadPoolExecutor(threads) as pool:
        done = [pair for part in pool.map(share, range(threads)) for pair in part]
    return [result for _, result in sorted(done, key=lambda pair: pair[0])]


def percentile(values: Sequence[float], percent: float) -> float:
    """By nearest rank; 0 of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else 0.0


def plain(answer: Answer) -> str:
    """Status and body without what differs in every answer: the request's id, wherever it stands."""
    body = json.dumps(answer.json, ensure_ascii=False, sort_keys=True)
    return f"{answer.status} " + re.sub(r'"request_id": "[^"]*"(, )?', "", body)


def panics(log: str) -> list[str]:
    """The lines of a log that tell of a panic."""
    return [line[:300] for line in log.splitlines() if re.search(r"panicked|stack overflow|SIGSEGV|SIGABRT", line)]


def token(client: Client, **form: str) -> Answer:
    """`POST /auth/token`, on a connection of its own."""
    return client.again().send("POST", "/api/v1/auth/token", urllib.parse.urlencode(form).encode(),
                               {"content-type": "application/x-www-form-urlencoded"})
