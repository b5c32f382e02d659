-- Holidays and the days that are worked for them, year by year as they are announced. The newest version of a year holds;
-- older ones stay.
CREATE TABLE working_calendars (
    county_code text NOT NULL REFERENCES counties (code),
    year integer NOT NULL,
    version integer NOT NULL,
    holidays jsonb NOT NULL,
    working_days jsonb NOT NULL,
    source text NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, year, version)
);
SELECT county_table('working_calendars');
