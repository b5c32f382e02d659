"""T14."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from faults.harness.client import Answer, Client
from faults.harness.crowd import token
from faults.harness.registry import Run, fault_test
from faults.harness.world import World

CONNECTIONS, RATE, BEFORE, AFTER = 10, 50, 1.0, 2.5
PASSWORD = "a-new-river-of-42-lanterns"


@dataclass(frozen=True)
class Seen:
    """One request of the load: when it was sent and answered, with what."""

    sent: float
    answered: float
    status: int


class Stream:
    """`RATE` requests a second with one token, over several connections, so that every thread of the service sees it."""

    def __init__(self, caller: Client):
        self.caller, self.seen, self.lock = caller, [], threading.Lock()
        self.ends, self.begun = threading.Event(), time.monotonic()
        self.threads = [threading.Thread(target=self._send, args=(n,), daemon=True) for n in range(CONNECTIONS)]
        for thread in self.threads:
            thread.start()

    def _send(self, connection: int) -> None:
        client, number = self.caller.again(), 0
        while not self.ends.wait(max(0.0, self.begun + (connection / CONNECTIONS + number) * CONNECTIONS / RATE - time.monotonic())):
            sent = time.monotonic()
            answer = client.get("/me")
            with self.lock:
                self.seen.append(Seen(sent, time.monotonic(), answer.status))
            number += 1
        client.close()

    def stop(self) -> list[Seen]:
        """What was seen, in the order of sending."""
        self.ends.set()
        for thread in self.threads:
            thread.join(30)
        return sorted(self.seen, key=lambda one: one.sent)


def patched(world: World, role: str, change: dict) -> Answer:
    """The bureau changes the account of a role."""
    user = world.sql(f"SELECT id FROM users WHERE county_code = '469025' AND role = '{role}'")[0][0]
    return world.client("bureau_admin").call("PATCH", f"/users/{user}", change, if_match="*")


def new_password(world: World, role: str) -> Answer:
    """Its holder changes the password of a role, from elsewhere."""
    account = world.service.accounts[role]
    body = {"username": account["username"], "old_password": account["password"], "new_password": PASSWORD}
    return Client(world.service.port).call("POST", "/auth/password", body)


CHANGES: dict[str, tuple[str, Callable[[World, str], Answer], bool]] = {
    "role revoked": ("finance_officer", lambda world, role: patched(world, role, {"role": "auditor"}), True),
    "account disabled": ("appeal_officer", lambda world, role: patched(world, role, {"disabled": True}), False),
    "password changed": ("bureau_officer", new_password, False),
}
"""Whose, what is done, and whether the old password still signs in afterwards."""


def judge(run: Run, what: str, seen: list[Seen], committed: float) -> None:
    """The criterion for one change."""
    before = [one for one in seen if one.answered < committed]
    refused = [one for one in seen if one.status == 401]
    run.check(before and all(one.status == 200 for one in before[:RATE // 2]), f"{what}: refused before anything happened")
    run.check({one.status for one in seen} <= {200, 401}, f"{what}: answers {sorted({one.status for one in seen})}")
    if not run.check(refused, f"{what}: never refused"):
        return
    first = min(one.answered for one in refused) - committed
    late = [one for one in seen if one.status == 200 and one.sent > committed + 1]
    run.check(first <= 1, f"{what}: first refused {first:.2f} s after the change")
    run.check(not late, f"{what}: {len(late)} successes of requests sent later than a second after the change")
    between = [one for one in seen if one.status == 200 and one.sent > committed + first]
    run.figure(what, f"first refused after {first:.2f} s, {len(between)} more served within the second")


@fault_test(
    "T14", does="a role is revoked, an account disabled, a password changed while 50 requests a second run with its token",
    passes="first refusal <= 1 s after the change, and from that second on no success; the refresh token is refused, and the old password "
           "where it was changed or the account disabled. Within the second one thread may refuse and another still serve (decision 1)",
    sabotage="a caller is believed for an hour", code="believed")
def revoked(run: Run) -> None:
    """One change after the other."""
    with run.world() as world:
        for what, (role, change, signs_in) in CHANGES.items():
            nobody, account = Client(world.service.port), world.service.accounts[role]
            signed_in = token(nobody, grant_type="password", **account).json
            stream = Stream(Client(world.service.port, signed_in["access_token"]))
            time.sleep(BEFORE)  # the load before the change is part of what is measured, and so is the one after it
            done = change(world, role)
            committed = time.monotonic()
            run.check(done.good, f"{what}: {done.status} {done.body[:200]!r}")
            time.sleep(AFTER)
            judge(run, what, stream.stop(), committed)
            answer = token(nobody, grant_type="refresh_token", refresh_token=signed_in["refresh_token"])
            run.check(answer.status == 401, f"{what}: the refresh token: {answer.status}")
            answer = token(nobody, grant_type="password", **account)
            run.check(answer.good == signs_in and answer.status in (200, 401), f"{what}: the old password: {answer.status}")
