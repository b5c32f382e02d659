CREATE TABLE workers (
    county_code text NOT NULL REFERENCES counties (code),
    id uuid NOT NULL,
    name text NOT NULL,
    birth_date date,
    education text,
    recorded_at timestamptz NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id)
);
SELECT county_table('workers');

-- Every version of what is judged of a worker, so that `known_at` can tell what was known.
CREATE TABLE worker_versions (
    county_code text NOT NULL,
    worker_id uuid NOT NULL,
    version integer NOT NULL,
    birth_date date,
    education text,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, worker_id, version),
    CONSTRAINT worker_versions_worker_known FOREIGN KEY (county_code, worker_id) REFERENCES workers (county_code, id)
);
SELECT county_table('worker_versions');

CREATE TABLE certificates (
    county_code text NOT NULL,
    id uuid NOT NULL,
    worker_id uuid NOT NULL,
    level text NOT NULL,
    number text NOT NULL,
    obtained_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT certificates_worker_known FOREIGN KEY (county_code, worker_id) REFERENCES workers (county_code, id),
    CONSTRAINT certificates_level_known CHECK (level IN ('assistant', 'social_worker', 'senior')),
    CONSTRAINT certificates_number_once EXCLUDE USING gist
        (county_code WITH =, number WITH =) WHERE (voided_at IS NULL)
);
CREATE INDEX certificates_by_worker ON certificates (county_code, worker_id);
SELECT county_table('certificates');

-- `valid_to` is the first day no longer; `end_recorded_at` is when it became known.
CREATE TABLE employments (
    county_code text NOT NULL,
    id uuid NOT NULL,
    worker_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    kind text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    recorded_at timestamptz NOT NULL,
    end_recorded_at timestamptz,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT employments_worker_known FOREIGN KEY (county_code, worker_id) REFERENCES workers (county_code, id),
    CONSTRAINT employments_organisation_known FOREIGN KEY (county_code, organisation_id) REFERENCES organisations (county_code, id),
    CONSTRAINT employments_kind_known CHECK (kind IN ('labour_contract', 'dispatch', 'part_time', 'other')),
    CONSTRAINT employments_end_after_start CHECK (valid_to > valid_from)
);
CREATE INDEX employments_by_worker ON employments (county_code, worker_id, valid_from);
CREATE INDEX employments_by_organisation ON employments (county_code, organisation_id);
SELECT county_table('employments');

CREATE TABLE postings (
    county_code text NOT NULL,
    id uuid NOT NULL,
    worker_id uuid NOT NULL,
    station_id uuid NOT NULL,
    role text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    recorded_at timestamptz NOT NULL,
    end_recorded_at timestamptz,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT postings_worker_known FOREIGN KEY (county_code, worker_id) REFERENCES workers (county_code, id),
    CONSTRAINT postings_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT postings_role_known CHECK (role IN ('lead', 'resident')),
    CONSTRAINT postings_end_after_start CHECK (valid_to > valid_from),
    -- S7: one station at a time.
    CONSTRAINT postings_one_station_a_day EXCLUDE USING gist
        (county_code WITH =, worker_id WITH =, daterange(valid_from, valid_to) WITH &&) WHERE (voided_at IS NULL)
);
CREATE INDEX postings_by_station ON postings (county_code, station_id, valid_from);
SELECT county_table('postings');
