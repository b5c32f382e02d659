DROP TABLE sync_operations;
DROP TABLE service_log_conflicts;
