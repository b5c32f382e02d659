-- A list of logs asks of each whether somebody had a part who is not posted to the station.
CREATE INDEX service_log_workers_strangers ON service_log_workers (county_code, log_id) WHERE NOT posted_here;
