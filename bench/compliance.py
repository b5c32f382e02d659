"""The staffing of a county of 11 stations, of a province of 218 and of 40,000, and what judging one more costs (P6)."""

import time
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Iterator

from . import floor
from .load import spent
from .report import Section
from .service import Service, running
from .settings import DURATION, JUDGED, ROUNDS
from .stats import timed

MOST = 3
"""Seconds of the processor for the most stations."""
REST = 2
"""Seconds in which nobody asks, before the answers are timed."""
GROW = """
BEGIN;
SET LOCAL session_replication_role = replica;
CREATE TEMPORARY TABLE sites AS
    SELECT '46' || lpad((1 + n % 50)::text, 4, '0') AS county, 100 + n / 50 AS place, gen_random_uuid() AS station
    FROM generate_series(0, {more} - 1) n;
CREATE TEMPORARY TABLE homes AS
    SELECT county, gen_random_uuid() AS contractor, gen_random_uuid() AS agreement FROM sites GROUP BY county;
CREATE TEMPORARY TABLE crews AS
    SELECT county, station, gen_random_uuid() AS worker, row_number() OVER () AS n FROM sites, generate_series(1, 3);
INSERT INTO counties (code, kind, name, province_code, recorded_at)
    SELECT county, 'county', county, '460000', '2023-01-01' FROM homes;
INSERT INTO policies (county_code, id, effective_from, body, reason, recorded_at, version)
    SELECT county, gen_random_uuid(), effective_from, body, reason, recorded_at, 1 FROM policies, homes;
INSERT INTO townships (county_code, code, name, kind, plan_order, recorded_at)
    SELECT county, county || place, place::text, 'town', place, '2023-01-01' FROM sites;
INSERT INTO stations (county_code, id, township_code, name, recorded_at, version)
    SELECT county, station, county || place, place::text, '2023-01-01', 1 FROM sites;
INSERT INTO station_states (county_code, id, station_id, state, valid_from, reason, recorded_at)
    SELECT county, gen_random_uuid(), station, 'operating', '2023-07-01', '-', '2023-07-01' FROM sites;
INSERT INTO organisations (county_code, id, kind, name, credit_code, recorded_at, version)
    SELECT county, contractor, 'contractor', county, '52469025MJ9900004X', '2023-01-01', 1 FROM homes;
INSERT INTO agreements (county_code, id, contractor_id, number, valid_from, valid_to, staffing_date, recorded_at, version)
    SELECT county, agreement, contractor, '1', '2023-06-30', '2033-06-30', '2023-06-30', '2023-06-30', 1 FROM homes;
INSERT INTO agreement_stations (county_code, id, agreement_id, station_id, valid_from, valid_to, staffing_date, recorded_at)
    SELECT county, gen_random_uuid(), agreement, station, '2023-06-30', '2033-06-30', '2023-06-30', '2023-06-30'
    FROM sites JOIN homes USING (county);
INSERT INTO workers (county_code, id, name_sealed, birth_date, education, recorded_at, version)
    SELECT county, worker, '', '1990-07-15', 'bachelor', '2023-06-30', 1 FROM crews;
INSERT INTO worker_versions (county_code, worker_id, version, birth_date, education, recorded_at)
    SELECT county, worker, 1, '1990-07-15', 'bachelor', '2023-06-30' FROM crews;
INSERT INTO employments (county_code, id, worker_id, organisation_id, kind, valid_from, recorded_at, version)
    SELECT county, gen_random_uuid(), worker, contractor, 'labour_contract', '2023-06-30', '2023-06-30', 1
    FROM crews JOIN homes USING (county);
INSERT INTO postings (county_code, id, worker_id, station_id, role, valid_from, valid_to, recorded_at, version)
    SELECT county, gen_random_uuid(), worker, station, 'resident', '2023-07-01', CASE WHEN n % 7 = 0 THEN date '2024-03-01' END,
        '2023-07-01', 1 FROM crews;
INSERT INTO health_statements (county_code, id, worker_id, kind, fit, dated_on, recorded_at, version)
    SELECT county, gen_random_uuid(), worker, 'examination', true, '2023-06-20', '2023-06-20', 1 FROM crews;
INSERT INTO trainings (county_code, id, worker_id, kind, held_on, hours, provider, recorded_at, version)
    SELECT county, gen_random_uuid(), worker, 'safety_education', '2023-06-20', 4, '-', '2023-06-20', 1 FROM crews;
INSERT INTO station_finding_heads (county_code, station_id, judged_on) SELECT county, station, '2100-01-01' FROM sites;
INSERT INTO progress_report_notices (county_code, station_id, month, kind, recorded_at)
    SELECT county, station, date_trunc('month', now() + '8 hours') - months * interval '1 month', kind, now()
    FROM sites, generate_series(0, 2) months, unnest('{{reminded,overdue}}'::text[]) kind;
COMMIT;
VACUUM ANALYZE
"""
"""So many stations more in the demo's province, in fifty counties, three workers at each, of whom the seventh has left. Names
nobody reads; foreign keys are not looked at. The findings of the day and the reminders of reports count as told, so that the
jobs beside the requests find nothing to do."""


def run(binary: str) -> None:
    """The part."""
    about = f"{JUDGED:,} stations are asked for county by county: no request may keep the database for more than five seconds"
    section = Section("compliance", "the staffing rules on many stations", binary, about)
    found = []
    for stations in (11, 218, JUDGED):
        with grown(binary, stations) as service:
            if stations == 11:
                found.append(judged(service, stations, "bureau_officer", "/compliance"))
            path = "/compliance/counties" + ("?county={}" if stations == JUDGED else "")
            found.append(judged(service, stations, "province_viewer", path))
    by_county = found[1:]
    few, every = by_county[0], by_county[-1]
    section.at_most("P6", f"{JUDGED:,} stations, program and PostgreSQL", every.program + every.database, "s", MOST)
    most = max(one.statements for one in by_county)
    said = f"of 11 {few.statements}"
    section.target(
        "P6", "statements of a request, of more stations", f"{most}", said, most / few.statements, "≤ 1", most <= few.statements
    )
    section.table(HEADS, [one.row() for one in found])
    section.write()


HEADS = (
    "stations",
    "asked",
    "requests",
    "statements of the first",
    "ms",
    "ms of the processor: program",
    "PostgreSQL",
    "both in as long a rest",
)


@dataclass
class Judged:
    """What it took to judge so many stations: seconds, and those of the processor; `rest` are those that go by as well while
    nobody asks, for as long as the answers took."""

    stations: int
    path: str
    requests: int
    statements: int
    took: float
    program: float
    database: float
    rest: float

    def row(self) -> tuple[str, ...]:
        """As the table has it."""
        figures = (f"{seconds * 1000:,.1f}" for seconds in (self.took, self.program, self.database, self.rest))
        return f"{self.stations:,}", f"GET {self.path}", str(self.requests), str(self.statements), *figures


@contextmanager
def grown(binary: str, stations: int) -> Iterator[Service]:
    """A service whose province has so many."""
    with running(binary) as service:
        service.token()  # the demo is made
        service.sql(GROW.format(more=stations - 11))
        yield service


def judged(service: Service, stations: int, role: str, path: str) -> Judged:
    """Asks `path` of the province, for each county where it has a place for one; the statements are those of the first, which
    has the most stations."""
    counties = service.sql(
        "SELECT code FROM counties WHERE kind = 'county' "
        "ORDER BY (SELECT count(*) FROM stations WHERE county_code = code) DESC, code"
    ).split()
    paths = list(dict.fromkeys(path.format(county) for county in counties))
    log = service.log_of(lambda token: service.call(token, "GET", paths[0]), role)
    statements = floor.parse(log, 'FROM "worker_versions"', '"stations"."')
    return Judged(stations, path.format("…"), len(paths), len(statements), *asked(service, role, paths))


def asked(service: Service, role: str, paths: list[str]) -> tuple[float, float, float, float]:
    """Seconds that the answers take, and of the processor those of the program, of PostgreSQL, and of both in as long a rest;
    the first time warms up."""
    token, times, process = service.token(role), [], service.process.pid

    def ask() -> None:
        for path in paths:
            service.call(token, "GET", path)

    ask()
    service.settle()
    first = spent(process, process)
    time.sleep(REST)
    before, end = spent(process, process), time.perf_counter() + DURATION
    rest = sum(before[:2]) - sum(first[:2])
    while len(times) < ROUNDS or time.perf_counter() < end:
        times.append(timed(ask) / 1000)
    database, program, _ = ((now - then) / len(times) for now, then in zip(spent(process, process), before))
    return median(times), program, database, rest / REST * median(times)
