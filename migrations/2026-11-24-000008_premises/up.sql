-- What a station has, by day: rooms, equipment, safety checks, signage, institutions. One table, because all of them are
-- dated rows of a station that are recorded, ended and voided alike and are judged together; `body` is typed by `kind`
-- in the service.
CREATE TABLE station_facts (
    county_code text NOT NULL,
    id uuid NOT NULL,
    station_id uuid NOT NULL,
    kind text NOT NULL,
    body jsonb NOT NULL,
    attachments jsonb NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    recorded_at timestamptz NOT NULL,
    end_recorded_at timestamptz,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT station_facts_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT station_facts_kind_known CHECK (kind IN ('room', 'equipment', 'safety_check', 'signage', 'institution')),
    CONSTRAINT station_facts_end_after_start CHECK (valid_to > valid_from)
);
CREATE INDEX station_facts_by_station ON station_facts (county_code, station_id, kind, id);
SELECT county_table('station_facts');

-- Uploaded files: the bytes are in the store under their hash, once for each county; a row is one person's upload.
CREATE TABLE attachments (
    county_code text NOT NULL,
    id uuid NOT NULL,
    sha256 bytea NOT NULL,
    size bigint NOT NULL,
    media_type text NOT NULL,
    uploaded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT attachments_once_a_person UNIQUE (county_code, sha256, uploaded_by)
);
CREATE INDEX attachments_by_age ON attachments (county_code, recorded_at);
SELECT county_table('attachments');

-- What an attachment belongs to: who may see the thing may see the file. The thing names it too, in its own row.
CREATE TABLE attachment_uses (
    county_code text NOT NULL,
    attachment_id uuid NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    station_id uuid,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, attachment_id, subject_kind, subject_id),
    CONSTRAINT attachment_uses_attachment_known FOREIGN KEY (county_code, attachment_id) REFERENCES attachments (county_code, id)
);
SELECT county_table('attachment_uses');

-- Where a station is (WGS 84), when it is open, what it offers: for the public directory.
ALTER TABLE stations
    ADD COLUMN latitude double precision,
    ADD COLUMN longitude double precision,
    ADD COLUMN accuracy_m integer,
    ADD COLUMN opening_hours jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN service_domains jsonb NOT NULL DEFAULT '[]',
    ADD CONSTRAINT stations_whole_position CHECK (num_nulls(latitude, longitude, accuracy_m) IN (0, 3));

-- Whole metres between two points in WGS 84: great circle (haversine) on the mean earth radius of 6371008.8 m. Not STRICT,
-- so that it can be inlined; null in any argument is null all the same. Not for antipodes, of which no county has two.
CREATE FUNCTION great_circle_m(
    from_latitude double precision, from_longitude double precision, to_latitude double precision, to_longitude double precision
) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT round(2 * 6371008.8 * asin(sqrt(
        sind((to_latitude - from_latitude) / 2) ^ 2
        + cosd(from_latitude) * cosd(to_latitude) * sind((to_longitude - from_longitude) / 2) ^ 2
    )))::integer
$$;

-- Villages and communities of a township; a code is the 12 digits of the statistical division code.
CREATE TABLE villages (
    county_code text NOT NULL,
    code text NOT NULL,
    township_code text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    latitude double precision,
    longitude double precision,
    accuracy_m integer,
    abolished_on date,
    recorded_at timestamptz NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (county_code, code),
    CONSTRAINT villages_township_known FOREIGN KEY (county_code, township_code) REFERENCES townships (county_code, code),
    CONSTRAINT villages_code_form CHECK (code ~ '^[0-9]{12}$'),
    CONSTRAINT villages_code_of_township CHECK (left(code, 9) = township_code),
    CONSTRAINT villages_kind_known CHECK (kind IN ('village', 'community')),
    CONSTRAINT villages_whole_position CHECK (num_nulls(latitude, longitude, accuracy_m) IN (0, 3))
);
SELECT county_table('villages');

-- Breaches that were open when a station began to operate, and why it began all the same.
ALTER TABLE station_states
    ADD COLUMN open_breaches jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN despite_breaches text;
