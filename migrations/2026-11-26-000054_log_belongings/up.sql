-- To which case, group session or activity a log belongs. `before_plan`: work on a case on a day before its first plan, by
-- what was known when the log was recorded.
ALTER TABLE service_logs
    ADD COLUMN case_id uuid,
    ADD COLUMN group_session_id uuid,
    ADD COLUMN activity_id uuid,
    ADD COLUMN before_plan boolean;
ALTER TABLE service_logs
    ADD CONSTRAINT service_logs_case_known FOREIGN KEY (county_code, case_id) REFERENCES cases (county_code, id),
    ADD CONSTRAINT service_logs_group_session_known
        FOREIGN KEY (county_code, group_session_id) REFERENCES group_sessions (county_code, id),
    ADD CONSTRAINT service_logs_activity_known FOREIGN KEY (county_code, activity_id) REFERENCES activities (county_code, id),
    ADD CONSTRAINT service_logs_belong_to_one CHECK (num_nonnulls(case_id, group_session_id, activity_id) <= 1),
    ADD CONSTRAINT service_logs_before_plan_of_case CHECK ((case_id IS NULL) = (before_plan IS NULL));
CREATE INDEX service_logs_by_case ON service_logs (county_code, case_id) WHERE case_id IS NOT NULL;
CREATE INDEX service_logs_by_group_session ON service_logs (county_code, group_session_id) WHERE group_session_id IS NOT NULL;
CREATE INDEX service_logs_by_activity ON service_logs (county_code, activity_id) WHERE activity_id IS NOT NULL;
