-- Whom a township has to serve and what they need 摸清服务对象情况: numbers only.
CREATE TABLE baseline_surveys (
    county_code text NOT NULL,
    id uuid NOT NULL,
    station_id uuid NOT NULL,
    surveyed_on date NOT NULL,
    people_surveyed integer NOT NULL,
    counts jsonb NOT NULL,
    needs jsonb NOT NULL,
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT baseline_surveys_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT baseline_surveys_people_not_negative CHECK (people_surveyed >= 0)
);
CREATE INDEX baseline_surveys_by_station ON baseline_surveys (county_code, station_id, id);
SELECT county_table('baseline_surveys');
