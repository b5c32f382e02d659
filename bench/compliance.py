"""The staffing of a county of 11 stations, of a province of 218 and of 40,000, and what judging one more costs (P6)."""

import time
from dataclasses import dataclass
from statistics import median

from . import floor
from .load import spent
from .report import Section
from .service import Service, running
from .settings import DURATION, JUDGED, ROUNDS
from .stats import timed

MOST = 3
"""Seconds of the processor for the most stations."""
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
COMMIT;
ANALYZE
"""
"""So many stations more in the demo's province, in fifty counties, three workers at each, of whom the seventh has left; no
findings of the day are told of them. Names nobody reads; foreign keys are not looked at."""


def run(binary: str) -> None:
    """The part."""
    about = f"{JUDGED:,} stations are asked for county by county: no request may keep the database for more than five seconds"
    section = Section("compliance", "the staffing rules on many stations", binary, about)
    county = judged(binary, 11, "bureau_officer", "/compliance")
    provinces = [judged(binary, stations, "province_viewer", "/compliance/counties") for stations in (11, 218)]
    every = judged(binary, JUDGED, "province_viewer", "/compliance/counties?county={}")
    section.at_most("P6", f"{JUDGED:,} stations, program and PostgreSQL", every.program + every.database, "s", MOST)
    least, most = provinces[0].statements, max(provinces[1].statements, every.statements)
    section.target("P6", "statements of a request, of more stations", f"{most}", f"of 11 {least}", most / least, "≤ 1", most <= least)
    heads = ("stations", "asked", "requests", "statements of one", "ms", "ms of the processor: program", "PostgreSQL")
    section.table(heads, [one.row() for one in (county, *provinces, every)])
    section.write()


@dataclass
class Judged:
    """What it took to judge so many stations: seconds, and those of the processor."""

    stations: int
    path: str
    requests: int
    statements: int
    took: float
    program: float
    database: float

    def row(self) -> tuple[str, ...]:
        """As the table has it."""
        figures = (f"{seconds * 1000:,.1f}" for seconds in (self.took, self.program, self.database))
        return f"{self.stations:,}", f"GET {self.path}", str(self.requests), str(self.statements), *figures


def judged(binary: str, stations: int, role: str, path: str) -> Judged:
    """Asks `path` of so many stations, for each county where it has a place for one."""
    with running(binary) as service:
        service.token()  # the demo is made
        service.sql(GROW.format(more=stations - 11))
        counties = service.sql("SELECT code FROM counties WHERE kind = 'county' ORDER BY code").split()
        paths = list(dict.fromkeys(path.format(county) for county in counties))
        log = service.log_of(lambda token: service.call(token, "GET", paths[0]), role)
        statements = len(floor.parse(log, '"stations"."'))
        return Judged(stations, path.format("…"), len(paths), statements, *asked(service, role, paths))


def asked(service: Service, role: str, paths: list[str]) -> tuple[float, float, float]:
    """Seconds that the answers take, and of the processor those of the program and PostgreSQL; the first time warms up."""
    token, times, process = service.token(role), [], service.process.pid

    def ask() -> None:
        for path in paths:
            service.call(token, "GET", path)

    ask()
    service.settle()
    before, end = spent(process, process), time.perf_counter() + DURATION
    while len(times) < ROUNDS or time.perf_counter() < end:
        times.append(timed(ask) / 1000)
    database, program, _ = ((now - then) / len(times) for now, then in zip(spent(process, process), before))
    return median(times), program, database
