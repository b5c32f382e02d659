-- Whom a service log is about: ids only. Distinct clients of a period are counted from these rows, because distinct counts
-- do not add.
CREATE TABLE service_log_clients (
    county_code text NOT NULL,
    log_id uuid NOT NULL,
    client_id uuid NOT NULL,
    PRIMARY KEY (county_code, log_id, client_id),
    CONSTRAINT service_log_clients_log_known FOREIGN KEY (county_code, log_id) REFERENCES service_logs (county_code, id),
    CONSTRAINT service_log_clients_client_known FOREIGN KEY (county_code, client_id) REFERENCES clients (county_code, id)
);
CREATE INDEX service_log_clients_by_client ON service_log_clients (county_code, client_id, log_id);
SELECT county_table('service_log_clients');
