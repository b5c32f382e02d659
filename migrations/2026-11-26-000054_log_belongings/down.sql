ALTER TABLE service_logs
    DROP COLUMN case_id,
    DROP COLUMN group_session_id,
    DROP COLUMN activity_id,
    DROP COLUMN before_plan;
