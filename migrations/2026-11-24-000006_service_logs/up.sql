CREATE TABLE service_logs (
    county_code text NOT NULL,
    id uuid NOT NULL,
    station_id uuid NOT NULL,
    item_code text NOT NULL,
    method text NOT NULL,
    served_on date NOT NULL,
    people_served integer NOT NULL,
    village text,
    summary text NOT NULL,
    result text,
    follow_up_on date,
    state text NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    content_hash bytea NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT service_logs_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT service_logs_item_known FOREIGN KEY (county_code, item_code) REFERENCES service_items (county_code, code),
    CONSTRAINT service_logs_method_known CHECK (method IN ('case', 'group', 'community', 'visit', 'outreach', 'referral')),
    CONSTRAINT service_logs_state_known CHECK (state IN ('draft', 'submitted')),
    CONSTRAINT service_logs_people_not_negative CHECK (people_served >= 0)
);
CREATE INDEX service_logs_by_station ON service_logs (county_code, station_id, served_on DESC, id DESC);
CREATE INDEX service_logs_by_day ON service_logs (county_code, served_on DESC, id DESC);
SELECT county_table('service_logs');

CREATE TABLE service_log_workers (
    county_code text NOT NULL,
    log_id uuid NOT NULL,
    worker_id uuid NOT NULL,
    minutes integer NOT NULL,
    posted_here boolean NOT NULL,
    PRIMARY KEY (county_code, log_id, worker_id),
    CONSTRAINT service_log_workers_log_known FOREIGN KEY (county_code, log_id) REFERENCES service_logs (county_code, id),
    CONSTRAINT service_log_workers_worker_known FOREIGN KEY (county_code, worker_id) REFERENCES workers (county_code, id),
    CONSTRAINT service_log_workers_minutes_of_a_day CHECK (minutes BETWEEN 1 AND 1440)
);
SELECT county_table('service_log_workers');
