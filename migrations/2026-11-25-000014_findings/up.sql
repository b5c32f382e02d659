-- Of each station the last day whose findings were told. Who tells locks this row first, and loads the facts after it.
-- No foreign key to the station: its check would wait for who changes the station, who waits for this row.
CREATE TABLE station_finding_heads (
    county_code text NOT NULL REFERENCES counties (code),
    station_id uuid NOT NULL,
    judged_on date,
    PRIMARY KEY (county_code, station_id)
);
SELECT county_table('station_finding_heads');

-- The findings that were told: what a rule found not fulfilled, from the day on which it was told until the day on which
-- it was told that it is so no longer. Another status is another row.
CREATE TABLE station_findings (
    county_code text NOT NULL,
    id uuid NOT NULL,
    station_id uuid NOT NULL,
    rule text NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    status text NOT NULL,
    source text NOT NULL,
    since date,
    valid_from date NOT NULL,
    valid_to date,
    recorded_at timestamptz NOT NULL,
    end_recorded_at timestamptz,
    PRIMARY KEY (county_code, id),
    CONSTRAINT station_findings_head_known FOREIGN KEY (county_code, station_id) REFERENCES station_finding_heads (county_code, station_id),
    CONSTRAINT station_findings_status_known CHECK (status IN ('due', 'unknown', 'breach')),
    CONSTRAINT station_findings_subject_known CHECK (subject_kind IN ('station', 'worker')),
    CONSTRAINT station_findings_end_after_start CHECK (valid_to >= valid_from),
    CONSTRAINT station_findings_end_known_when CHECK ((valid_to IS NULL) = (end_recorded_at IS NULL))
);
CREATE UNIQUE INDEX station_findings_open_once
    ON station_findings (county_code, station_id, rule, subject_kind, subject_id) WHERE valid_to IS NULL;
CREATE INDEX station_findings_by_station ON station_findings (county_code, station_id, id);
SELECT county_table('station_findings');
