"""T8."""

from concurrent.futures import ThreadPoolExecutor

from faults.harness import invariants
from faults.harness.registry import Run, fault_test

TIMES = 64


@fault_test(
    "T8", does="64 parallel changes of one station, all with the same If-Match",
    passes="exactly one 2xx, 63 times 412; the version goes up by one; one event; I1-I6",
    sabotage="a gateway overwrites If-Match with *")
def if_match(run: Run) -> None:
    """Everybody saw the same version."""
    with run.world(POOL_SIZE="40", postgres={"max_connections": "200"}) as world:
        world.gateway |= {"if-match": "*"} if run.sabotaged else {}
        officer, path = world.client("bureau_officer"), f"/stations/{world.station()}"
        seen = officer.see(path)
        changes = f"SELECT count(*) FROM events WHERE subject_id = '{world.station()}' AND action LIKE 'station.%'"
        before = world.number(changes)

        def change(number: int):
            client = officer.again()
            answer = client.call("PATCH", path, {"phone": f"0898-{number:08}"}, if_match=seen.etag)
            for _ in range(20):
                if answer.status != 503:
                    break
                answer = client.call("PATCH", path, {"phone": f"0898-{number:08}"}, if_match=seen.etag)
            return answer
        with ThreadPoolExecutor(TIMES) as pool:
            answers = list(pool.map(change, range(TIMES)))
        good, stale = sum(a.good for a in answers), sum(a.status == 412 for a in answers)
        statuses = sorted({answer.status for answer in answers})
        run.check((good, stale) == (1, TIMES - 1), f"{good} times 2xx and {stale} times 412 of {statuses}")
        now = officer.see(path).json
        version = now["version"] - seen.json["version"]
        run.check(version == 1, f"the version went up by {version}")
        told = {answer.json.get("phone") for answer in answers if answer.good}
        run.check(now["phone"] in told, "another's change is there than the one that was acknowledged")
        events = world.number(changes) - before
        run.check(events == 1, f"{events} events")
        run.figure("2xx", good)
        run.figure("412", stale)
        run.hold(invariants.broken(world))
