-- Texts that are sealed cannot be unsealed here: only an installation without sealed texts can go back.
DROP TABLE service_log_versions;
DROP TABLE service_log_moves;
DROP INDEX service_log_workers_by_day;
ALTER TABLE service_log_workers DROP COLUMN served_on;
DROP INDEX service_logs_by_recorder;
DROP INDEX service_logs_by_text;
ALTER TABLE service_logs
    DROP CONSTRAINT service_logs_village_known,
    DROP CONSTRAINT service_logs_one_place,
    DROP CONSTRAINT service_logs_told,
    DROP CONSTRAINT service_logs_state_known;
ALTER TABLE service_logs
    ALTER COLUMN summary SET NOT NULL,
    DROP COLUMN starts_at,
    DROP COLUMN village_code,
    DROP COLUMN attachments,
    DROP COLUMN on_list,
    DROP COLUMN summary_sealed,
    DROP COLUMN result_sealed,
    DROP COLUMN state_reason_sealed,
    DROP COLUMN text_hash,
    ADD CONSTRAINT service_logs_state_known CHECK (state IN ('draft', 'submitted'));
