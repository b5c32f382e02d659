-- Staffing is judged by all rows of a county. They were recorded between those of other counties, each on a page of its own:
-- here they stand side by side with all that is read of them, each owner's in the order in which they are judged.
CREATE INDEX station_states_by_station ON station_states (county_code, station_id, valid_from)
    INCLUDE (state, valid_to, end_recorded_at, recorded_at);

DROP INDEX employments_by_worker;
CREATE INDEX employments_by_worker ON employments (county_code, worker_id, valid_from, id)
    INCLUDE (organisation_id, kind, valid_to, end_recorded_at, recorded_at, voided_at);
CREATE INDEX postings_by_worker ON postings (county_code, worker_id, valid_from, id)
    INCLUDE (station_id, valid_to, end_recorded_at, recorded_at, voided_at);
CREATE INDEX absences_by_worker ON absences (county_code, worker_id, valid_from, id)
    INCLUDE (kind, valid_to, end_recorded_at, recorded_at, voided_at);

CREATE INDEX worker_versions_newest ON worker_versions (county_code, worker_id, version DESC)
    INCLUDE (birth_date, education, recorded_at);
DROP INDEX certificates_by_worker;
CREATE INDEX certificates_by_worker ON certificates (county_code, worker_id, obtained_on, id)
    INCLUDE (level, revoked_on, revocation_recorded_at, recorded_at, voided_at);
DROP INDEX health_statements_by_worker;
CREATE INDEX health_statements_by_worker ON health_statements (county_code, worker_id, dated_on, id)
    INCLUDE (fit, valid_until, recorded_at, voided_at);
DROP INDEX trainings_by_worker;
CREATE INDEX trainings_by_worker ON trainings (county_code, worker_id, held_on, id) INCLUDE (kind, recorded_at, voided_at);
