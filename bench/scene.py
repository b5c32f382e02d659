"""What is measured upon: stations with many workers, logs that are read, and as many more as are asked for."""

import datetime
import itertools
import json
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Iterator

from .floor import Script, parse
from .load import Load, Target, lines_file, wrk
from .service import Service, running
from .settings import CONNECTIONS, DURATION, READ

COUNTY = "469025"
PER_STATION = 90
"""Workers posted to each station; so many that nobody has more in a day than he could do."""
WRITTEN = "01890000-0000-7000-8000-"
"""How the ids of logs begin that are written through the API."""
FILLED = "01880000-0000-7001-8000-"
"""How the ids of those begin that `stations demo --logs` makes."""


def today() -> datetime.date:
    """In China, as the service has it."""
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=8)).date()


class Scene:
    """The service with what the measures need in it; `token` is the contractor's."""

    def __init__(self, service: Service):
        self.service, self.token = service, service.token()
        self.stations = [one["id"] for one in service.call(self.token, "GET", "/stations?limit=200")["items"]]
        crews = [self.crew(station) for station in self.stations]
        self.workers = [worker for shift in zip(*crews) for worker in shift]
        self.posts = list(zip(self.workers, itertools.cycle(self.stations)))
        self.posts_file = lines_file(service.folder, "posts", [f"{worker} {station}" for worker, station in self.posts])
        self.numbers = itertools.count(10**9, 10**9)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(self.put, range(READ)))

    @property
    def target(self) -> Target:
        """The service as it runs now."""
        return Target("the service", self.service.origin, self.service.process.pid, self.service.process.pid)

    def crew(self, station: str) -> list[str]:
        """Posts so many workers to a station, by the import of a roster; their ids."""
        heads = "name,employment_kind,employed_from,station,role,posted_from"
        rows = [f"测量{n},labour_contract,2023-07-01,{station},resident,2023-07-01" for n in range(PER_STATION)]
        self.service.send(self.token, "POST", "/workers/imports", "\n".join([heads, *rows]).encode(), "text/csv")
        postings = self.service.call(self.token, "GET", f"/postings?limit=200&station_id={station}")["items"]
        return [one["worker_id"] for one in postings if one["role"] == "resident"][-PER_STATION:]

    def body(self) -> str:
        """A visit of today; {n}, {worker} and {station} are filled in."""
        return json.dumps(
            {
                "station_id": "{station}",
                "item_code": "1.1",
                "method": "visit",
                "served_on": f"{today()}",
                "people_served": 2,
                "summary": "第{n}次入户走访，了解近期生活情况，协助核对低保年审材料，约定下月回访。",
                "state": "submitted",
                "workers": [{"worker_id": "{worker}", "minutes": 1}],
            },
            ensure_ascii=False,
        )

    def filled(self, n: int) -> str:
        """The body of log `n`."""
        worker, station = self.posts[n % len(self.posts)]
        return self.body().replace("{n}", str(n)).replace("{worker}", worker).replace("{station}", station)

    def put(self, n: int) -> None:
        """Records log `n`."""
        self.service.send(self.token, "PUT", f"/service-logs/{WRITTEN}{n:012x}", self.filled(n).encode())

    def fill(self, logs: int) -> None:
        """Up to so many logs of a year over all stations."""
        self.service.command("demo", "--logs", str(logs))
        self.service.sql("VACUUM ANALYZE")

    # --- requests

    def read(self, target: Target, connections=CONNECTIONS, prefix=WRITTEN, count=READ, may_refuse=False) -> Load:
        """Reads one log after another."""
        return wrk(target, "read.lua", connections, may_refuse, TOKEN=self.service.token(), PREFIX=prefix, COUNT=str(count))

    def list(self, target: Target, connections=CONNECTIONS, may_refuse=False) -> Load:
        """Reads the newest fifty logs of a station."""
        path = f"/api/v1/service-logs?limit=50&station={self.stations[0]}"
        return self.get(target, path, connections, may_refuse=may_refuse)

    def get(self, target: Target, path: str, connections=CONNECTIONS, role="contractor_manager", may_refuse=False) -> Load:
        """Asks for one path."""
        return wrk(target, "get.lua", connections, may_refuse, TOKEN=self.service.token(role), ASKED=path)

    def write(self, target: Target, connections: int = CONNECTIONS) -> Load:
        """Writes new logs. Ends the program when fewer are there than were answered."""
        base = next(self.numbers)
        load = wrk(
            target,
            "write.lua",
            connections,
            TOKEN=self.service.token(),
            PREFIX=WRITTEN,
            BASE=str(base),
            FILE=str(self.posts_file),
            BODY=self.body(),
        )
        ids = " AND ".join(f"id {than} '{WRITTEN}{n:012x}'" for than, n in ((">", base), ("<=", base + 10**9)))
        written = int(self.service.sql(f"SELECT count(*) FROM service_logs WHERE county_code = '{COUNTY}' AND {ids}"))
        if written < int(load.rate * DURATION):
            sys.exit(f"{target.name} wrote {written} logs, and answered {load.rate * DURATION:.0f} writes")
        return load

    # --- the statements of these requests

    def reading(self, prefix: str = WRITTEN, count: int = READ) -> Script:
        """Of a read, of a log drawn from `count`."""
        path = f"/service-logs/{prefix}{7:012x}"
        log = self.service.log_of(lambda token: self.service.call(token, "GET", path))
        drawn = {f"{prefix}{7:012x}": f"('{prefix}' || lpad(to_hex(:n::bigint), 12, '0'))::uuid"}
        return Script(parse(log, 'FROM "service_logs"'), drawn, [rf"\set n random(0, {count - 1})"])

    def listing(self) -> Script:
        """Of a list of fifty."""
        path = f"/service-logs?limit=50&station={self.stations[0]}"
        return Script(parse(self.service.log_of(lambda token: self.service.call(token, "GET", path)), 'FROM "service_logs"'))

    def writing(self) -> Script:
        """Of a write, of a log, worker and station drawn anew."""
        number = next(self.numbers) - 2

        def work(_token: str) -> None:
            nonlocal number
            number += 1
            self.put(number)

        self.token = self.service.token()
        sent = parse(self.service.log_of(work), 'INSERT INTO "service_logs"', "BEGIN")
        worker, station = self.posts[number % len(self.posts)]
        log = "('{}' || lpad(to_hex(:n::bigint), 12, '0'))::uuid"
        drawn = {
            f"{WRITTEN}{number:012x}": log.format(WRITTEN),
            worker: f"('{{{','.join(self.workers)}}}'::uuid[])[:w]",
            station: f"('{{{','.join(self.stations)}}}'::uuid[])[1 + (:w - 1) % {len(self.stations)}]",
            inserted(sent, "service_logs", "text_hash")[0]: "sha256(int8send(:n))",
        }
        drawn |= {event: log.format(f"01a0000{n}" + WRITTEN[8:]) for n, event in enumerate(inserted(sent, "events", "id"))}
        return Script(sent, drawn, [r"\set n random(1000000000000, 200000000000000)", rf"\set w random(1, {len(self.workers)})"])


def inserted(sent: list[tuple[str, list[str]]], table: str, column: str) -> list[str]:
    """The values of a column in the rows that were written to a table."""
    for statement, values in sent:
        if columns := re.match(rf'INSERT INTO "{table}" \((.*?)\)', statement):
            names = columns[1].split(", ")
            return [value.strip("'") for value in values[names.index(f'"{column}"') :: len(names)]]
    sys.exit(f"the service wrote nothing to {table}")


@contextmanager
def scene(binary: str, logs: int) -> Iterator[Scene]:
    """A scene with so many logs, in a folder that is removed afterwards."""
    with running(binary) as service:
        made = Scene(service)
        made.fill(logs)
        yield made
