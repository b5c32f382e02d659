-- From which station to which a client went. Logs, cases and reports stay where they were made.
CREATE TABLE client_moves (
    county_code text NOT NULL,
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    from_station_id uuid NOT NULL,
    to_station_id uuid NOT NULL,
    moved_on date NOT NULL,
    reason text NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT client_moves_client_known FOREIGN KEY (county_code, client_id) REFERENCES clients (county_code, id),
    CONSTRAINT client_moves_from_known FOREIGN KEY (county_code, from_station_id) REFERENCES stations (county_code, id),
    CONSTRAINT client_moves_to_known FOREIGN KEY (county_code, to_station_id) REFERENCES stations (county_code, id),
    CONSTRAINT client_moves_to_another CHECK (from_station_id <> to_station_id)
);
CREATE INDEX client_moves_by_client ON client_moves (county_code, client_id, id);
SELECT county_table('client_moves');
