-- Community activities 社区活动. The summary is about people and sealed under a key of the activity; the title names nobody.
CREATE TABLE activities (
    county_code text NOT NULL,
    id uuid NOT NULL,
    station_id uuid NOT NULL,
    title text NOT NULL,
    kind text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    village_code text,
    planned_participants integer,
    actual_participants integer,
    summary_sealed bytea,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    cancelled_at timestamptz,
    cancel_reason text,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT activities_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT activities_village_known FOREIGN KEY (county_code, village_code) REFERENCES villages (county_code, code),
    CONSTRAINT activities_kind_known
        CHECK (kind IN ('lecture', 'publicity', 'festival', 'recreation', 'volunteering', 'consultation', 'other')),
    CONSTRAINT activities_days_in_order CHECK (ends_on >= starts_on),
    CONSTRAINT activities_cancelled_whole CHECK ((cancelled_at IS NULL) = (cancel_reason IS NULL))
);
CREATE INDEX activities_by_station ON activities (county_code, station_id, id);
SELECT county_table('activities');
