"""Service logs against their floor: the same SQL, sent by pgbench to the same database.

    scripts/bench logs        LOGS="100000 1000000" sets the sizes

Prints, a line each: reading, writing and listing logs, at every size (P1, P2, P3, and by their ratio P10); the statistics of a
county-year against the GROUP BY (P5); the export (P11); an import of 200,000 logs against COPY (P4). Three rounds each, the service and its floor in turn; the median
is told. Nothing here fails by being slow.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROUNDS, SECONDS, CLIENTS = 3, 4, 8
HERE = Path(__file__).parent
READ = 2000
"""Logs written through the API, so that their texts can be opened."""
WORKERS = 1000
"""Workers who share them, so that nobody has more in a day than he could do."""


def log_id(n: str) -> str:
    """The id of log `n` as SQL."""
    return f"('01890000-0000-7000-8000-' || lpad(to_hex({n}), 12, '0'))::uuid"


class Service:
    """The service with the demo in it and a private PostgreSQL, in a folder of its own."""

    def __init__(self, binary: str, folder: str, port: int):
        self.folder, self.origin = Path(folder), f"http://127.0.0.1:{port}"
        settings = {"DATA_DIR": f"{folder}/data", "HOST": "127.0.0.1", "PORT": str(port), "LOG": "error",
                    "REQUESTS_PER_MINUTE": "0", "SIGN_INS_PER_MINUTE": "0"}
        environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | settings
        self.environment, self.binary = environment, binary
        self.process = subprocess.Popen([binary, "serve"], env=environment, stdout=subprocess.DEVNULL)
        self.wait()
        self.socket = f"{folder}/data/postgres/socket"
        accounts = self.folder / "data/demo-accounts.json"
        while not accounts.exists():
            time.sleep(0.1)
        self.accounts = json.loads(accounts.read_text())

    def wait(self) -> None:
        """Until it is ready."""
        for _ in range(3000):
            try:
                urllib.request.urlopen(f"{self.origin}/readyz").read()
                return
            except OSError:
                if self.process.poll() is not None:
                    sys.exit("the service ended")
                time.sleep(0.05)
        sys.exit("the service is not ready")

    def token(self, role: str = "contractor_manager") -> str:
        """A fresh access token."""
        form = urllib.parse.urlencode({"grant_type": "password", **self.accounts[role]}).encode()
        return json.load(urllib.request.urlopen(f"{self.origin}/api/v1/auth/token", form))["access_token"]

    def call(self, token: str, method: str, path: str, body=None):
        """The JSON answer. Ends the program with the problem otherwise."""
        headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        try:
            asked = urllib.request.Request(f"{self.origin}/api/v1{path}", data, headers, method=method)
            return json.load(urllib.request.urlopen(asked))
        except urllib.error.HTTPError as error:
            sys.exit(f"{method} {path}: {error.read().decode()}")

    def sql(self, statement: str) -> str:
        """What psql prints, unaligned."""
        command = ["psql", "-h", self.socket, "-U", "stations", "-d", "stations", "-qAtX", "-v", "ON_ERROR_STOP=1"]
        return subprocess.run(command, input=statement, text=True, capture_output=True, check=True).stdout.strip()

    def statements(self, work) -> list[tuple[str, list]]:
        """The statements that PostgreSQL was sent while `work` ran, each with its parameters."""
        self.sql("ALTER DATABASE stations SET log_error_verbosity = 'default';"
                 "ALTER DATABASE stations SET log_min_duration_statement = 0")
        self.restart()
        token = self.token()
        work(token)
        log = self.folder / "data/postgres/server.log"
        log.write_text("")
        work(token)
        time.sleep(0.3)
        told = log.read_text()
        self.sql("ALTER DATABASE stations RESET ALL")
        self.restart()
        return parse(told)

    def restart(self) -> None:
        """With new connections."""
        self.stop()
        self.process = subprocess.Popen([self.binary, "serve"], env=self.environment, stdout=subprocess.DEVNULL)
        self.wait()

    def stop(self) -> None:
        """Ends it."""
        self.process.terminate()
        self.process.wait()


def parse(log: str) -> list[tuple[str, list]]:
    """Executions of prepared statements, and BEGIN and COMMIT, out of a log of PostgreSQL; of the connection that saw logs."""
    found, entries = [], re.split(r"\n(?=\d{4}-\d\d-\d\d )", log)
    server = lambda entry: (re.search(r" \[(\d+)\] ", entry) or [None, ""])[1]
    ours = next((server(entry) for entry in entries if '"service_logs"' in entry), None)
    for entry in entries:
        if server(entry) != ours:
            continue
        execution = re.search(r"LOG:  duration: [\d.]+ ms  (?:execute \w+|statement): (.*)", entry, re.S)
        detail = re.search(r"DETAIL:  parameters: (.*)", entry, re.S)
        if execution:
            found.append((" ".join(execution[1].split()), []))
        elif detail and found and not found[-1][1]:
            found[-1] = (found[-1][0], re.findall(r"\$\d+ = (NULL|'(?:[^']|'')*')", detail[1]))
    return found


def script(statements, ids: dict[str, str], pipelined: bool) -> str:
    """A script of pgbench that sends the same; `ids` are replaced by expressions of :n."""
    lines = [r"\set n random(1000000000, 200000000000000)" if "BEGIN" in dict(statements) else rf"\set n random(1, {READ})"]
    lines += [r"\startpipeline"] if pipelined else []
    for statement, values in statements:
        value = lambda match: ids.get(values[int(match[1]) - 1].strip("'"), values[int(match[1]) - 1])
        lines.append(re.sub(r"\$(\d+)", value, statement) + ";")
    return "\n".join(lines + ([r"\endpipeline"] if pipelined else []))


def pgbench(service: Service, text: str, clients: int) -> float:
    """Transactions a second."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(text)
        file.flush()
        command = ["pgbench", "-h", service.socket, "-U", "stations", "-n", "-M", "extended" if "pipeline" in text else "prepared",
                   "-c", str(clients), "-j", "1", "-T", str(SECONDS), "-f", file.name, "stations"]
        done = subprocess.run(command, text=True, capture_output=True, check=False)
    rate = re.search(r"tps = ([\d.]+)", done.stdout)
    if done.returncode or not rate:
        sys.exit(f"pgbench: {done.stderr[-2000:]}")
    return float(rate[1])


def wrk(service: Service, lua: str, clients: int, **more: str) -> float:
    """Good answers a second."""
    environment = os.environ | {"TOKEN": service.token(), "READ": str(READ)} | more
    command = ["wrk", "-t", "1", "-c", str(clients), "-d", f"{SECONDS}s", "-s", str(HERE / lua), service.origin]
    told = subprocess.run(command, env=environment, text=True, capture_output=True, check=True).stdout
    if bad := re.search(r"Non-2xx or 3xx responses: (\d+)", told):
        sys.exit(f"{lua}: {bad[1]} answers were refused")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])


def median(work) -> float:
    """Of the rounds."""
    return statistics.median(work() for _ in range(ROUNDS))


def told(name: str, ours: float, floor: float, unit: str = "/s") -> None:
    """A line of the result."""
    print(f"{name:<34} {ours:>10,.0f} {unit}   floor {floor:>10,.0f} {unit}   ratio {ours / floor:.2f}", flush=True)


class Scene:
    """A station with many workers, and the logs that are read."""

    def __init__(self, service: Service):
        self.service, token = service, service.token()
        posting = service.call(token, "GET", "/postings?limit=1")["items"][0]
        self.station, self.today = posting["station_id"], time.strftime("%Y-%m-%d", time.gmtime())
        service.sql((HERE / "workers.sql").read_text().replace(":worker", posting["worker_id"]).replace(":many", str(WORKERS)))
        self.writing = 0
        for n in range(1, READ + 1):
            self.put(token, n)

    def body(self) -> str:
        """A visit of today; put.lua puts in what differs."""
        return json.dumps({
            "station_id": self.station, "item_code": "1.1", "method": "visit", "served_on": self.today, "people_served": 2,
            "summary": "第{n}次入户走访，了解近期生活情况，协助核对低保年审材料，约定下月回访。", "state": "submitted",
            "workers": [{"worker_id": "01870000-0000-7000-8000-{worker}", "minutes": 45}]}, ensure_ascii=False)

    def put(self, token: str, n: int) -> None:
        """Records log `n`."""
        body = self.body().replace("{n}", str(n)).replace("{worker}", f"{1 + n % WORKERS:012x}")
        self.service.call(token, "PUT", f"/service-logs/01890000-0000-7000-8000-{n:012x}", json.loads(body))

    def floor(self, work, begins: str) -> tuple[list, dict]:
        """The statements of a request, from the one that has `begins` in it, without those of the token; and what is replaced."""
        sent = self.service.statements(work)
        first = next(i for i, (statement, _) in enumerate(sent) if begins in statement)
        sent = [one for one in sent[first:] if "sessions" not in one[0]]
        ids = {f"01890000-0000-7000-8000-{n:012x}": log_id(":n::bigint") for n in (7, self.writing) if n}
        fresh = {value.strip("'") for statement, values in sent if statement.startswith('INSERT INTO "events" ') for value in values[1::8]}
        for k, event in enumerate(sorted(fresh)):
            ids[event] = log_id(":n::bigint").replace("01890000", f"01a0000{k}")
        return sent, ids


def seed(service: Service, rows: int) -> None:
    """Fills up to so many logs of one year over all stations; with texts that nobody can open, but of their size."""
    have = int(service.sql("SELECT count(*) FROM service_logs"))
    service.sql((HERE / "seed.sql").read_text().replace(":from", str(have + 1)).replace(":to", str(rows)))
    subprocess.run([service.binary, "statistics", "rebuild"], env=service.environment | {
        "DATABASE_URL": f"postgresql:///stations?host={urllib.parse.quote(service.socket, '')}&user=stations"}, check=True)
    service.sql("VACUUM ANALYZE")


def measure(scene: Scene, rows: int) -> None:
    """P1, P2 and P3 at this size."""
    service, counter = scene.service, iter(range(10**9, 10**10, 10**8))
    one = f"/service-logs/01890000-0000-7000-8000-{7:012x}"

    def write(token):
        scene.writing = 10**12 + int(time.time() * 1000) % 10**11
        scene.put(token, scene.writing)

    get = scene.floor(lambda token: service.call(token, "GET", one), 'FROM "service_logs"')
    lists = scene.floor(lambda token: service.call(token, "GET", f"/service-logs?station={scene.station}&limit=50"),
                        'FROM "service_logs"')
    put = scene.floor(write, "BEGIN")
    print(f"-- {rows:,} logs; statements: {len(get[0])} to read one, {len(lists[0])} to list, {len(put[0])} to write", flush=True)
    for clients in (CLIENTS, 1):
        at = f", {clients} at once"
        told("P1 read one" + at, median(lambda: wrk(service, "get.lua", clients)),
             median(lambda: pgbench(service, script(*get, False), clients)))
        told("P3 list 50" + at, median(lambda: wrk(service, "list.lua", clients, STATION=scene.station)),
             median(lambda: pgbench(service, script(*lists, False), clients)))
        ours = median(lambda: wrk(service, "put.lua", clients, BASE=str(next(counter)), BODY=scene.body(), WORKERS=str(WORKERS)))
        told("P2 write one" + at, ours, median(lambda: pgbench(service, script(*put, False), clients)))


def timed(work) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def figures(scene: Scene, rows: int) -> None:
    """P5: a county-year against the GROUP BY."""
    service, token = scene.service, scene.service.token("bureau_admin")
    span = "from=2025-01-01&to=2026-01-01"
    group = ("SELECT date_trunc('month', served_on), station_id, count(*), sum(people_served) FROM service_logs WHERE county_code = "
             "'469025' AND served_on >= '2025-01-01' AND served_on < '2026-01-01' AND state IN ('submitted', 'reviewed', 'verified') GROUP BY 1, 2")
    for grouping in ("month", "month,station", "domain"):
        path = f"/statistics/services?{span}&group_by={grouping}"
        ours = median(lambda: timed(lambda: service.call(token, "GET", path)))
        floor = median(lambda: timed(lambda: service.sql(group)))
        print(f"P5 county-year by {grouping:<16} {ours:>10.1f} ms  GROUP BY {floor:>10.1f} ms  {floor / ours:.0f} times", flush=True)


def imported(scene: Scene, rows: int) -> None:
    """P4: a file of logs of this week against COPY of the same rows into a table with the same indexes; and the memory."""
    service, token = scene.service, scene.service.token()
    lines = ["station_id,served_on,item_code,method,workers,people_served,summary"]
    for n in range(rows):
        day = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 86400 * (1 + n // WORKERS % 5)))
        worker = f"01870000-0000-7000-8000-{1 + n % WORKERS:012x}"
        lines.append(f"{scene.station},{day},1.1,visit,{worker}:15,2,第{n}户入户走访并讲解社会救助申请条件")
    memory = lambda: int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{service.process.pid}/status").read_text())[1]) // 1024
    before, most, begun = memory(), 0, time.perf_counter()
    headers = {"authorization": f"Bearer {token}", "content-type": "text/csv"}
    path = f"{service.origin}/api/v1/service-logs/imports?mode=valid_rows"
    queued = urllib.request.Request(path, "\n".join(lines).encode(), headers, method="POST")
    job = json.load(urllib.request.urlopen(queued))["id"]
    while (state := service.call(token, "GET", f"/imports/{job}"))["state"] in ("queued", "running"):
        most = max(most, memory())
        time.sleep(0.2)
        token = service.token() if time.perf_counter() - begun > 600 else token
    took = time.perf_counter() - begun
    copied = f"{tempfile.gettempdir()}/of-copy-{os.getpid()}"
    service.sql("CREATE TABLE of_copy (LIKE service_logs INCLUDING ALL)")
    made = "SELECT * FROM service_logs WHERE county_code = '469025' ORDER BY recorded_at DESC LIMIT " + str(rows)
    service.sql(f"COPY ({made}) TO '{copied}'")
    copy = timed(lambda: service.sql(f"COPY of_copy FROM '{copied}'")) / 1000
    service.sql("DROP TABLE of_copy")  # the file is PostgreSQL's; the system's temporary folder is emptied by the system
    print(f"P4 import of {state['rows_written']:,} logs ({state['state']}): {took:.1f} s; COPY {copy:.1f} s; ratio {copy / took:.2f}; "
          f"{most - before} MiB more memory at most", flush=True)


def export(scene: Scene, rows: int) -> None:
    """P11: all logs as NDJSON against COPY TO."""
    service, token = scene.service, scene.service.token("bureau_admin")
    command = ["curl", "-s", "-o", "/dev/null", "-w", "%{time_starttransfer} %{time_total} %{size_download}", "-H",
               f"authorization: Bearer {token}", "-H", "accept: application/x-ndjson", f"{service.origin}/api/v1/service-logs"]
    first, whole, size = map(float, subprocess.run(command, text=True, capture_output=True, check=True).stdout.split())
    copy = timed(lambda: service.sql("COPY (SELECT * FROM service_logs WHERE county_code = '469025' ORDER BY served_on DESC, id DESC) TO STDOUT"))
    print(f"P11 export of {rows:,} logs: {whole:.1f} s, {size / 1e6:.0f} MB, first byte {first * 1000:.0f} ms; COPY TO {copy / 1000:.1f} s; "
          f"ratio {copy / 1000 / whole:.2f}", flush=True)


def main() -> None:
    """All of it."""
    sizes = [int(rows) for rows in sys.argv[2:]] or [100_000, 1_000_000]
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o711)
        service = Service(sys.argv[1], folder, int(os.environ.get("BENCH_PORT", "18391")))
        try:
            scene = Scene(service)
            for rows in sizes:
                seed(service, rows)
                measure(scene, rows)
                figures(scene, rows)
            export(scene, sizes[-1])
            imported(scene, 200_000)
        finally:
            service.stop()


if __name__ == "__main__":
    main()
