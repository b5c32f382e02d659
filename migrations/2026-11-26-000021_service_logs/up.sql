-- What a log tells of people is sealed under a key of its own (personal_keys, the log's id). `summary` and `result` hold
-- what an older version wrote.
ALTER TABLE service_logs
    DROP CONSTRAINT service_logs_state_known,
    ALTER COLUMN summary DROP NOT NULL,
    ADD COLUMN starts_at text,
    ADD COLUMN village_code text,
    ADD COLUMN attachments jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN on_list boolean,
    ADD COLUMN summary_sealed bytea,
    ADD COLUMN result_sealed bytea,
    ADD COLUMN state_reason_sealed bytea,
    ADD COLUMN text_hash bytea;
ALTER TABLE service_logs
    ADD CONSTRAINT service_logs_state_known
        CHECK (state IN ('draft', 'submitted', 'reviewed', 'verified', 'returned', 'withdrawn')),
    ADD CONSTRAINT service_logs_told CHECK (summary IS NOT NULL OR summary_sealed IS NOT NULL),
    ADD CONSTRAINT service_logs_one_place CHECK (village IS NULL OR village_code IS NULL),
    ADD CONSTRAINT service_logs_village_known FOREIGN KEY (county_code, village_code) REFERENCES villages (county_code, code);
CREATE INDEX service_logs_by_text ON service_logs (county_code, text_hash) WHERE text_hash IS NOT NULL;
CREATE INDEX service_logs_by_recorder ON service_logs (county_code, recorded_by, recorded_at);

-- The day stands in the rows of the workers as well: a worker's day is asked for at each entry.
ALTER TABLE service_log_workers ADD COLUMN served_on date;
UPDATE service_log_workers SET served_on = service_logs.served_on FROM service_logs
    WHERE service_logs.county_code = service_log_workers.county_code AND service_logs.id = service_log_workers.log_id;
ALTER TABLE service_log_workers ALTER COLUMN served_on SET NOT NULL;
CREATE INDEX service_log_workers_by_day ON service_log_workers (county_code, worker_id, served_on);

-- Each step of a log on its way.
CREATE TABLE service_log_moves (
    county_code text NOT NULL,
    id uuid NOT NULL,
    log_id uuid NOT NULL,
    state text NOT NULL,
    means text,
    reason_sealed bytea,
    moved_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT service_log_moves_log_known FOREIGN KEY (county_code, log_id) REFERENCES service_logs (county_code, id),
    CONSTRAINT service_log_moves_means_known CHECK (means IN ('bureau', 'spot_check'))
);
CREATE INDEX service_log_moves_by_log ON service_log_moves (county_code, log_id, id);
SELECT county_table('service_log_moves');

-- What a log said before it was amended.
CREATE TABLE service_log_versions (
    county_code text NOT NULL,
    id uuid NOT NULL,
    log_id uuid NOT NULL,
    version integer NOT NULL,
    state text NOT NULL,
    content_sealed bytea NOT NULL,
    reason_sealed bytea,
    replaced_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT service_log_versions_log_known FOREIGN KEY (county_code, log_id) REFERENCES service_logs (county_code, id),
    CONSTRAINT service_log_versions_once UNIQUE (county_code, log_id, version)
);
SELECT county_table('service_log_versions');
