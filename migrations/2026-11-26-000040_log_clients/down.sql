DROP TABLE service_log_clients;
