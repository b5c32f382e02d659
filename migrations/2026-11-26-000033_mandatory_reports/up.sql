-- Signs that a child is harmed, and to whom that was reported when 强制报告. The description is sealed under the key of
-- the client, or of the report when the child is no client.
CREATE TABLE mandatory_reports (
    county_code text NOT NULL,
    id uuid NOT NULL,
    station_id uuid NOT NULL,
    client_id uuid,
    signs jsonb NOT NULL,
    seen_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    reported_at timestamptz,
    description_sealed bytea,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT mandatory_reports_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT mandatory_reports_client_known FOREIGN KEY (county_code, client_id) REFERENCES clients (county_code, id),
    CONSTRAINT mandatory_reports_due_after_seen CHECK (due_at >= seen_at)
);
CREATE INDEX mandatory_reports_by_station ON mandatory_reports (county_code, station_id, id);
SELECT county_table('mandatory_reports');

CREATE TABLE mandatory_report_steps (
    county_code text NOT NULL,
    id uuid NOT NULL,
    report_id uuid NOT NULL,
    kind text NOT NULL,
    authority text,
    taken_at timestamptz NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT mandatory_report_steps_report_known FOREIGN KEY (county_code, report_id) REFERENCES mandatory_reports (county_code, id),
    CONSTRAINT mandatory_report_steps_kind_known CHECK (kind IN ('reported', 'added', 'answered', 'helped', 'closed'))
);
CREATE INDEX mandatory_report_steps_by_report ON mandatory_report_steps (county_code, report_id, taken_at);
SELECT county_table('mandatory_report_steps');
