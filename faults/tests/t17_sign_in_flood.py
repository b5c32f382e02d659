"""T17."""

import http.client
import statistics
import threading
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

from faults.harness.client import Answer, Client
from faults.harness.crowd import panics, percentile
from faults.harness.registry import Run, fault_test
from faults.harness.world import World

FLOOD, ACCOUNTS, SPOOFED, LIMIT, PAIRS = 200, 100, 100, 30, 60
MIB = 1 << 20


def sign_in(world: World, name: str, password: str, source: str, forwarded: str | None = None) -> Answer:
    """One attempt from an address of the loopback, with a connection of its own."""
    body = urllib.parse.urlencode({"grant_type": "password", "username": name, "password": password})
    headers = {"content-type": "application/x-www-form-urlencoded"} | ({"x-forwarded-for": forwarded} if forwarded else {})
    begun = time.monotonic()
    try:
        connection = http.client.HTTPConnection("127.0.0.1", world.service.port, timeout=60, source_address=(source, 0))
        connection.request("POST", "/api/v1/auth/token", body, headers)
        got = connection.getresponse()
        content = got.read()
        connection.close()
        return Answer(got.status, content, {k.lower(): v for k, v in got.getheaders()}, time.monotonic() - begun)
    except OSError as error:
        return Answer(0, took=time.monotonic() - begun, lost=f"{type(error).__name__}: {error}")


def let_in(world: World, account: dict[str, str], source: str) -> Answer:
    """A person who signs in, and does what 503 says: comes again after `Retry-After`, for 30 s."""
    end = time.monotonic() + 30
    while True:
        answer = sign_in(world, account["username"], account["password"], source)
        if answer.status != 503 or time.monotonic() > end:
            return answer
        time.sleep(min(2.0, float(answer.headers.get("retry-after", 1))))


class Watch:
    """Asks `/livez` twenty times a second and looks at the memory, until it is told to end."""

    def __init__(self, world: World):
        self.world, self.took, self.statuses, self.most = world, [], set(), 0
        self.ends = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def _watch(self) -> None:
        client = Client(self.world.service.port)
        while not self.ends.wait(0.05):
            answer = client.send("GET", "/livez", None, {})
            self.took.append(answer.took)
            self.statuses.add(answer.status)
            self.most = max(self.most, self.world.service.rss())

    def stop(self) -> None:
        """Ends it."""
        self.ends.set()
        self.thread.join(30)


def at_once(attempts: list[tuple], world: World) -> list[Answer]:
    """All of them in parallel."""
    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(lambda one: sign_in(world, *one), attempts))


def judge(run: Run, what: str, answers: list[Answer]) -> None:
    """Wrong passwords are 401 or turned away, and whoever is turned away is told when to come again."""
    count = {status: sum(answer.status == status for answer in answers) for status in sorted({a.status for a in answers})}
    run.check(set(count) <= {401, 429, 503}, f"{what}: answers {count}")
    waits = [answer.headers.get("retry-after", "") for answer in answers if answer.status in (429, 503)]
    run.check(all(wait.isdigit() and 1 <= int(wait) <= 900 for wait in waits), f"{what}: 429 or 503 without Retry-After")
    run.figure(what, " ".join(f"{n}x{status}" for status, n in count.items()))


def medians(run: Run, world: World) -> None:
    """A wrong password of an account there is, and of one there is not, in turn; each pair from an address of its own."""
    known, unknown = [], []
    names = [account["username"] for account in world.service.accounts.values()]
    for pair in range(PAIRS):
        source = f"127.0.4.{pair + 1}"
        world.sql("DELETE FROM sign_in_failures")
        pairs = [(known, names[pair % len(names)]), (unknown, f"nobody{pair}@469025")]
        for took, name in pairs if pair % 2 else reversed(pairs):
            answer = sign_in(world, name, "not-the-password-42", source)
            run.check(answer.status == 401, f"a wrong password of {name}: {answer.status} {answer.lost}")
            took.append(answer.took)
    there, not_there = statistics.median(known), statistics.median(unknown)
    apart = abs(there - not_there) / max(there, not_there)
    run.check(apart <= 0.1, f"an account there is takes {there * 1000:.1f} ms, one there is not {not_there * 1000:.1f} ms")
    run.figure("known and unknown", f"{there * 1000:.1f} and {not_there * 1000:.1f} ms")


@fault_test(
    "T17", does="200 wrong passwords at once for 100 accounts from one address; 1 account from 100 spoofed X-Forwarded-For; 200 addresses",
    passes="RSS grows < 150 MiB, p99 of /livez < 200 ms; from one address no more than its 30 a minute are heard, the header changes "
           "nothing; 429 and 503 have Retry-After; a right sign-in from another address works during each flood; accounts that "
           "exist and that do not take the same median time within 10 %",
    sabotage="TRUSTED_PROXIES=1 without a proxy in front: the header is believed")
def flood(run: Run) -> None:
    """Three floods, then the medians."""
    settings = {"SIGN_INS_PER_MINUTE": str(LIMIT), "REQUESTS_PER_MINUTE": "1200", "TRUSTED_PROXIES": "1" if run.sabotaged else "0"}
    with run.world(**settings) as world:
        medians(run, world)
        account = world.service.accounts["bureau_officer"]
        spoof = lambda n: f"198.51.100.{n % 250 + 1}"
        floods = {
            "one address": [(f"account{n % ACCOUNTS}@469025", f"wrong-{n}", "127.0.0.1", spoof(n)) for n in range(FLOOD)],
            "spoofed": [("station_lead@469025", f"wrong-{n}", "127.0.0.3", spoof(n)) for n in range(SPOOFED)],
            "200 addresses": [(f"other{n}@469025", f"wrong-{n}", f"127.0.5.{n + 1}") for n in range(FLOOD)],
        }
        before, watch = world.service.rss(), Watch(world)
        for number, (what, attempts) in enumerate(floods.items()):
            with ThreadPoolExecutor(1) as beside:
                right = beside.submit(let_in, world, account, f"127.0.0.{20 + number}")
                begun = time.monotonic()
                answers = at_once(attempts, world)
                may = LIMIT + 1 + (time.monotonic() - begun) * LIMIT / 60
                taken = right.result(60)
            judge(run, what, answers)
            run.check(taken.good, f"{what}: a right sign-in from another address: {taken.status} {taken.lost} {taken.code}")
            heard = sum(answer.status != 429 for answer in answers)
            if what != "200 addresses":
                run.check(heard <= may, f"{what}: {heard} attempts were heard, more than {LIMIT} a minute")
        watch.stop()
        run.check(watch.statuses == {200}, f"/livez answered {sorted(watch.statuses)}")
        p99, grown = percentile(watch.took, 99), watch.most - before
        run.check(p99 < 0.2 or run.sabotaged, f"p99 of /livez {p99 * 1000:.0f} ms")
        run.check(grown < 150 * MIB, f"memory grew by {grown / MIB:.0f} MiB")
        run.check(not (found := panics(world.service.said())), f"panics: {found[:2]}")
        run.figure("p99 of /livez", f"{p99 * 1000:.1f} ms of {len(watch.took)}")
        run.figure("memory", f"+{grown / MIB:.0f} MiB")
