-- Edits of service logs that came too late to be made: nothing that a phone recorded is lost.
CREATE TABLE service_log_conflicts (
    county_code text NOT NULL,
    id uuid NOT NULL,
    log_id uuid NOT NULL,
    station_id uuid NOT NULL,
    kind text NOT NULL,
    base_version integer,
    found_version integer NOT NULL,
    edit_sealed bytea NOT NULL,
    made_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    resolution text,
    resolved_by uuid,
    resolved_at timestamptz,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT service_log_conflicts_log_known FOREIGN KEY (county_code, log_id) REFERENCES service_logs (county_code, id),
    CONSTRAINT service_log_conflicts_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT service_log_conflicts_kind_known CHECK (kind IN ('record', 'change')),
    CONSTRAINT service_log_conflicts_resolution_known CHECK (resolution IN ('kept_current', 'applied_edit')),
    CONSTRAINT service_log_conflicts_resolved_whole CHECK (num_nulls(resolution, resolved_by, resolved_at) IN (0, 3))
);
CREATE INDEX service_log_conflicts_by_station ON service_log_conflicts (county_code, station_id, id);
SELECT county_table('service_log_conflicts');

-- What became of an operation of a phone's queue, so that it can be sent again.
CREATE TABLE sync_operations (
    county_code text NOT NULL REFERENCES counties (code),
    caller_id uuid NOT NULL,
    operation_id uuid NOT NULL,
    content_hash bytea NOT NULL,
    log_version integer,
    conflict_id uuid,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, caller_id, operation_id)
);
SELECT county_table('sync_operations');
