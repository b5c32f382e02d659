"""T16."""

import hashlib
import time

from faults.harness.client import Answer, Client
from faults.harness.crowd import each, token
from faults.harness.registry import Run, fault_test
from faults.harness.waiting import TooLate, until
from faults.harness.world import World

AT_ONCE = 20
ENDLESS = """CREATE FUNCTION endless() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.ended_at := NULL; NEW.end_reason := NULL; RETURN NEW; END';
    CREATE TRIGGER endless BEFORE UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION endless()"""


def refresh(client: Client, text: str) -> Answer:
    """Presents a refresh token."""
    return token(client, grant_type="refresh_token", refresh_token=text)


def living(world: World, texts: list[str]) -> list[str]:
    """Those that the database takes for the newest of their session."""
    kept = {row[0] for row in world.sql("SELECT encode(current_hash, 'hex') FROM sessions")}
    return [text for text in texts if hashlib.sha256(text.split(".")[2].encode()).hexdigest() in kept]


def dead(run: Run, world: World, what: str, access: str, newest: str) -> None:
    """The family is gone: no access for what is sent after a second, no refresh, and an event that says so."""
    caller, begun, served = Client(world.service.port, access), time.monotonic(), [0.0]

    def refused() -> bool:
        sent = time.monotonic() - begun
        if (status := caller.get("/me").status) == 200:
            served.append(sent)
        return status == 401

    try:
        until("access is refused", refused, 5)
        run.check(served[-1] <= 1, f"{what}: a request that was sent after {served[-1]:.2f} s was still served")
        run.figure(what, f"the last request that was served was sent after {served[-1]:.2f} s")
    except TooLate:
        run.check(False, f"{what}: access is not refused after 5 s")
    run.check((answer := refresh(caller, newest)).status == 401, f"{what}: the newest token still works: {answer.status}")
    session = newest.split(".")[1]
    events = world.number(f"SELECT count(*) FROM events WHERE action = 'session.reuse_detected' AND subject_id = '{session}'")
    run.check(events == 1, f"{what}: {events} events session.reuse_detected")
    reason = world.sql(f"SELECT end_reason FROM sessions WHERE id = '{session}'")[0][0]
    run.check(reason == "reuse_detected", f"{what}: the session's end is {reason}")


@fault_test(
    "T16", does="one refresh token 20 times at once; then an old one again; in another family one of the answers that got lost",
    passes="of all tokens answered exactly one lives; a replay ends its family: access 401 for what is sent a second later, the newest "
           "token 401, one event; other families of the same account live on",
    sabotage="a trigger of the database keeps sessions from ending")
def reuse(run: Run) -> None:
    """Two families die, the third lives."""
    with run.world() as world:
        if run.sabotaged:
            world.sql(ENDLESS)
        account = world.service.accounts["station_lead"]
        nobody = Client(world.service.port)
        first, second, third = (token(nobody, grant_type="password", **account).json for _ in range(3))

        answers = each([first["refresh_token"]] * AT_ONCE, refresh, nobody, threads=AT_ONCE)
        given = [answer.json["refresh_token"] for answer in answers if answer.good]
        run.check({answer.status for answer in answers} <= {200, 401}, f"answers {sorted({answer.status for answer in answers})}")
        alive = living(world, given)
        run.check(len(alive) == 1, f"{len(alive)} of {len(given)} tokens live")
        run.figure("answered 200 at once", len(given))
        newest = refresh(nobody, alive[0]).json
        for _ in range(3):
            newest = refresh(nobody, newest["refresh_token"]).json
        run.check(Client(world.service.port, newest["access_token"]).get("/me").good, "the family does not live on")
        run.check((answer := refresh(nobody, first["refresh_token"])).status == 401, f"the old token again: {answer.status}")
        dead(run, world, "replay", newest["access_token"], newest["refresh_token"])

        lost = refresh(nobody, second["refresh_token"]).json
        got = refresh(nobody, second["refresh_token"]).json
        run.check("access_token" in got, "an answer was lost, and the token before it is not taken again")
        run.check((answer := refresh(nobody, lost["refresh_token"])).status == 401, f"the lost token: {answer.status}")
        dead(run, world, "lost answer", got["access_token"], got["refresh_token"])

        run.check(Client(world.service.port, third["access_token"]).get("/me").good, "another family died as well")
        run.check(refresh(nobody, third["refresh_token"]).good, "another family cannot be refreshed any more")
        seen = until("the event is in the trail", lambda: [
            one for one in world.client("auditor").get("/audit-events?action=session.reuse_detected").json["items"]], 15)
        run.check(len(seen) == 2, f"the auditor sees {len(seen)} events")
