DROP TABLE service_log_workers;
DROP TABLE service_logs;
