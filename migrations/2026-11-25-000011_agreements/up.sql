-- What one procurement covers: a renewal lies inside it (七（二）).
CREATE TABLE project_cycles (
    county_code text NOT NULL REFERENCES counties (code),
    id uuid NOT NULL,
    name text NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    recorded_at timestamptz NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT project_cycles_name_once UNIQUE (county_code, name),
    CONSTRAINT project_cycles_end_after_start CHECK (valid_to > valid_from)
);
SELECT county_table('project_cycles');

-- Facts of registration (二). Every state of an organisation is kept, so that a verdict can be told as it was known.
ALTER TABLE organisations
    ADD COLUMN registration_authority text,
    ADD COLUMN registered_on date,
    ADD COLUMN qualifications jsonb NOT NULL DEFAULT '[]';
CREATE TABLE organisation_versions (
    county_code text NOT NULL,
    organisation_id uuid NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    legal_representative text,
    registration_authority text,
    registered_on date,
    qualifications jsonb NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, organisation_id, version),
    CONSTRAINT organisation_versions_organisation_known FOREIGN KEY (county_code, organisation_id)
        REFERENCES organisations (county_code, id)
);
SELECT county_table('organisation_versions');
INSERT INTO organisation_versions
    (county_code, organisation_id, version, name, legal_representative, qualifications, recorded_at)
    SELECT county_code, id, version, name, legal_representative, '[]', recorded_at FROM organisations;

-- The row is the agreement as it was drafted and signed; what was amended later is in agreement_amendments.
ALTER TABLE agreements
    ADD COLUMN station_ids jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN targets jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN project_cycle_id uuid,
    ADD COLUMN renews_id uuid,
    ADD COLUMN signed_on date,
    ADD COLUMN signed_recorded_at timestamptz,
    ADD COLUMN attachments jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN terminated_on date,
    ADD COLUMN terminated_recorded_at timestamptz,
    ADD COLUMN termination_reason text;
-- What was recorded until now was signed: on its first day, or before it was recorded.
UPDATE agreements SET
    signed_on = least(valid_from, (recorded_at AT TIME ZONE 'Asia/Shanghai')::date),
    signed_recorded_at = recorded_at,
    station_ids = (
        SELECT coalesce(jsonb_agg(s.station_id ORDER BY s.station_id), '[]') FROM agreement_stations s
        WHERE s.county_code = agreements.county_code AND s.agreement_id = agreements.id
    );
ALTER TABLE agreements ADD CONSTRAINT agreements_cycle_known
    FOREIGN KEY (county_code, project_cycle_id) REFERENCES project_cycles (county_code, id);
ALTER TABLE agreements ADD CONSTRAINT agreements_renewed_known
    FOREIGN KEY (county_code, renews_id) REFERENCES agreements (county_code, id);
ALTER TABLE agreements ADD CONSTRAINT agreements_whole_signature
    CHECK (num_nulls(signed_on, signed_recorded_at) IN (0, 2));
ALTER TABLE agreements ADD CONSTRAINT agreements_whole_termination
    CHECK (num_nulls(terminated_on, terminated_recorded_at, termination_reason) IN (0, 3));
ALTER TABLE agreements ADD CONSTRAINT agreements_signed_if_terminated
    CHECK (terminated_on IS NULL OR signed_on IS NOT NULL);

-- The terms from a day on, whole, so that a day's terms are one row.
CREATE TABLE agreement_amendments (
    county_code text NOT NULL,
    id uuid NOT NULL,
    agreement_id uuid NOT NULL,
    effective_from date NOT NULL,
    valid_to date NOT NULL,
    staffing_date date NOT NULL,
    price numeric(14, 2),
    station_ids jsonb NOT NULL,
    targets jsonb NOT NULL,
    reason text NOT NULL,
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT agreement_amendments_agreement_known FOREIGN KEY (county_code, agreement_id)
        REFERENCES agreements (county_code, id)
);
CREATE INDEX agreement_amendments_by_agreement ON agreement_amendments (county_code, agreement_id, effective_from);
SELECT county_table('agreement_amendments');

-- The cover follows from the signed agreement and its amendments. A row that no longer says the truth is voided and
-- others take its place, so that what was known before is still told; hence several rows of a station.
ALTER TABLE agreement_stations ADD COLUMN id uuid, ADD COLUMN staffing_date date;
UPDATE agreement_stations s SET id = md5(s.agreement_id::text || s.station_id::text)::uuid, staffing_date = a.staffing_date
    FROM agreements a WHERE a.county_code = s.county_code AND a.id = s.agreement_id;
ALTER TABLE agreement_stations ALTER COLUMN id SET NOT NULL, ALTER COLUMN staffing_date SET NOT NULL;
ALTER TABLE agreement_stations DROP CONSTRAINT agreement_stations_pkey;
ALTER TABLE agreement_stations ADD PRIMARY KEY (county_code, id);
CREATE INDEX agreement_stations_by_agreement ON agreement_stations (county_code, agreement_id);
