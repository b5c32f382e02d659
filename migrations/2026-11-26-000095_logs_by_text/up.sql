-- A text that everybody writes has thousands of logs; the first five are found without sorting them.
DROP INDEX service_logs_by_text;
CREATE INDEX service_logs_by_text ON service_logs (county_code, text_hash, id) WHERE text_hash IS NOT NULL;
