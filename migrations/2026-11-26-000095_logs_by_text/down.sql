DROP INDEX service_logs_by_text;
CREATE INDEX service_logs_by_text ON service_logs (county_code, text_hash) WHERE text_hash IS NOT NULL;
