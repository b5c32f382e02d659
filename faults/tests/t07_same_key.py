"""T7."""

from concurrent.futures import ThreadPoolExecutor

from faults.harness import invariants
from faults.harness.load import Load
from faults.harness.registry import Run, fault_test

TIMES = 50


@fault_test(
    "T7", does="50 parallel POSTs with the same key and body; then the same key with another body; then of another user",
    passes="one execution and 50 equal bodies; 422 key_reused; the other user's is executed for itself and tells nothing of "
    "the first; I1-I6",
    sabotage="a gateway loses the Idempotency-Key")
def same_key(run: Run) -> None:
    """A client that repeats before it was answered."""
    with run.world(POOL_SIZE="32") as world:
        world.gateway |= {"idempotency-key": None} if run.sabotaged else {}
        load = Load(world, run.seed, posts=1.0)
        operation = load.operation(0, 0)
        key, body = operation["key"], operation["body"]

        def ask(_: int):
            client = load.caller.again()
            answer = client.call("POST", operation["path"], body, key=key)
            for _ in range(20):
                if answer.status not in (409, 503):
                    break
                answer = client.call("POST", operation["path"], body, key=key)  # in flight or no connection: as told, again
            return answer
        with ThreadPoolExecutor(TIMES) as pool:
            answers = list(pool.map(ask, range(TIMES)))
        run.check(all(answer.status == 201 for answer in answers), f"answers {sorted({a.status for a in answers})}")
        bodies = {answer.body for answer in answers}
        run.check(len(bodies) == 1, f"{len(bodies)} different bodies")
        rows = world.number(f"SELECT count(*) FROM declined_requests WHERE request = '{operation['op']}'")
        run.check(rows == 1, f"executed {rows} times")
        replayed = sum(answer.headers.get("idempotent-replayed") == "true" for answer in answers)
        run.check(replayed == TIMES - 1, f"{replayed} of {TIMES - 1} marked as replayed")
        other = load.caller.call("POST", operation["path"], body | {"request": "别的事"}, key=key)
        reused = (other.status, other.code) == (422, "key_reused")
        run.check(reused, f"the same key with another body: {other.status} {other.code}")
        stranger = world.client("station_lead").call("POST", operation["path"], body | {"request": "别人的事"}, key=key)
        own = stranger.status == 201 and stranger.json.get("request") == "别人的事"
        run.check(own, f"another user: {stranger.status} {stranger.code}")
        run.check("idempotent-replayed" not in stranger.headers, "another user was given the first one's answer")
        run.figure("rows", rows)
        run.figure("replayed", replayed)
        run.hold(invariants.broken(world))
