-- The former key holds one row a station: of several the one that stands, of those the last.
DELETE FROM agreement_stations a USING agreement_stations b
    WHERE a.county_code = b.county_code AND a.agreement_id = b.agreement_id AND a.station_id = b.station_id
      AND (a.voided_at IS NULL, a.valid_from, a.id) < (b.voided_at IS NULL, b.valid_from, b.id);
DROP INDEX agreement_stations_by_agreement;
ALTER TABLE agreement_stations DROP CONSTRAINT agreement_stations_pkey;
ALTER TABLE agreement_stations ADD PRIMARY KEY (county_code, agreement_id, station_id);
ALTER TABLE agreement_stations DROP COLUMN id, DROP COLUMN staffing_date;
DROP TABLE agreement_amendments;
-- Drafts were no agreements then.
UPDATE agreements SET voided_at = recorded_at, void_reason = 'draft' WHERE signed_on IS NULL AND voided_at IS NULL;
ALTER TABLE agreements DROP CONSTRAINT agreements_signed_if_terminated;
ALTER TABLE agreements DROP CONSTRAINT agreements_whole_termination;
ALTER TABLE agreements DROP CONSTRAINT agreements_whole_signature;
ALTER TABLE agreements DROP CONSTRAINT agreements_renewed_known;
ALTER TABLE agreements DROP CONSTRAINT agreements_cycle_known;
ALTER TABLE agreements
    DROP COLUMN station_ids, DROP COLUMN targets, DROP COLUMN project_cycle_id, DROP COLUMN renews_id, DROP COLUMN signed_on,
    DROP COLUMN signed_recorded_at, DROP COLUMN attachments, DROP COLUMN terminated_on, DROP COLUMN terminated_recorded_at,
    DROP COLUMN termination_reason;
DROP TABLE organisation_versions;
ALTER TABLE organisations DROP COLUMN registration_authority, DROP COLUMN registered_on, DROP COLUMN qualifications;
DROP TABLE project_cycles;
