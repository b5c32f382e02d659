"""T15."""

from faults.harness.client import Client
from faults.harness.crowd import each, panics, percentile, plain, token
from faults.harness.registry import Run, fault_test
from faults.harness.waiting import until
from faults.harness.world import World
from faults.inputs import tokens

ROUTES = [("GET", "/me"), ("GET", "/workers"), ("POST", "/workers"), ("GET", "/changes"), ("PUT", f"/service-logs/{tokens.NOBODY}")]
"""Reading, writing, a stream of events: all of them closed."""


def ended(world: World) -> dict[str, str]:
    """Good tokens whose session, account or password is gone, and a refresh token."""
    admin, account = world.client("bureau_admin"), world.service.accounts["finance_officer"]
    signed_out, old_password = world.client("auditor"), world.client("finance_officer")
    signed_out.send("POST", "/api/v1/auth/revocation", b"", {})
    change = {"username": account["username"], "old_password": account["password"], "new_password": "a-new-river-of-42-lanterns"}
    stranger = Client(world.service.port)
    assert stranger.call("POST", "/auth/password", change).good
    disabled = world.client("appeal_officer")
    me = disabled.get("/me").json["id"]
    assert admin.call("PATCH", f"/users/{me}", {"disabled": True}, if_match="*").good
    fresh = token(stranger, grant_type="password", **world.service.accounts["bureau_officer"])
    return {"signed out": signed_out.token, "the password was changed": old_password.token, "the account is disabled": disabled.token,
            "a refresh token": fresh.json["refresh_token"]}


def credentials(corpus: dict[str, str], good: str) -> dict[str, str]:
    """As the header has them; and a good token under another scheme, or none at all."""
    schemes = {"no scheme": good, "Basic": f"Basic {good}", "two schemes": f"Bearer Bearer {good}", "only the scheme": "Bearer",
               "nothing behind the scheme": "Bearer ", "a comma": f"Bearer {good}, Bearer {good}", "empty": ""}
    return {what: f"Bearer {text}" for what, text in corpus.items()} | schemes


@fault_test(
    "T15", does="access tokens with one thing wrong each, on five routes; those of sign-ins, accounts and passwords that ended",
    passes="401 always, all bodies the same but for the request's id, no panic, p99 < 50 ms; the same token without the fault gets in",
    sabotage="the times of a token are not looked at", code="times")
def bad_tokens(run: Run) -> None:
    """Knocks with each of them on each route."""
    with run.world() as world:
        gone, admin = ended(world), world.client("bureau_admin")
        forge = tokens.Forge(admin.token, next((world.folder / "data/keys").glob("*.pem")), str(world.folder))
        corpus = tokens.corpus(forge) | gone
        nobody = Client(world.service.port)
        knock = lambda client, job: client.send(job[0], f"/api/v1{job[1]}", b"{}" if job[0] != "GET" else None,
                                                {"content-type": "application/json"} | ({} if job[2] is None else {"authorization": job[2]}))
        run.check(knock(nobody, ("GET", "/me", f"Bearer {forge.claim()}")).good, "a token of ours with nothing wrong is refused")
        until("what ended is no longer believed", lambda: all(
            knock(nobody, ("GET", "/me", f"Bearer {text}")).status == 401 for text in gone.values()), 5)
        sent = credentials(corpus, admin.token)
        jobs = [(method, path, value, what) for what, value in sent.items() for method, path in ROUTES]
        jobs += [(method, path, None, "none at all") for method, path in ROUTES]
        jobs += [(method, f"{path}?access_token={admin.token}", None, "in the query") for method, path in ROUTES]
        answers = each(jobs, knock, nobody, threads=2)
        for job, answer in zip(jobs, answers, strict=True):
            run.check(answer.status == 401, f"{job[3]} on {job[0]} {job[1][:30]}: {answer.status} {answer.lost} {answer.code}")
        bodies = {plain(answer) for answer in answers}
        run.check(len(bodies) == 1, f"{len(bodies)} different bodies: {sorted(bodies)[:3]}")
        run.check({answer.headers.get("www-authenticate") for answer in answers} == {"Bearer"}, "401 without WWW-Authenticate")
        p99 = percentile([answer.took for answer in answers], 99)
        run.check(p99 < 0.05 or run.sabotaged, f"p99 {p99 * 1000:.0f} ms")
        run.check(not (found := panics(world.service.said())), f"panics: {found[:2]}")
        run.figure("tokens", len(sent) + 2)
        run.figure("p99", f"{p99 * 1000:.1f} ms")
