"""Waiting for conditions, never for a time."""

import socket
import time
from collections.abc import Callable


class TooLate(Exception):
    """A condition did not come true in time."""


def until(what: str, condition: Callable[[], object], within: float = 30, every: float = 0.02):
    """The first true value of `condition`, asked every `every` seconds; TooLate after `within` seconds."""
    end = time.monotonic() + within
    while True:
        if found := condition():
            return found
        if time.monotonic() > end:
            raise TooLate(f"not within {within:g} s: {what}")
        time.sleep(every)


def free_port() -> int:
    """A port of the loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
