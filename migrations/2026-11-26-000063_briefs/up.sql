-- Briefs, posts and summaries of experience, of a station or of the county. Public is what is published, and its pictures
-- as they are named here.
CREATE TABLE briefs (
    county_code text NOT NULL REFERENCES counties (code),
    id uuid NOT NULL,
    station_id uuid,
    kind text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    attachments jsonb NOT NULL,
    state text NOT NULL,
    state_reason text,
    drafted_by uuid NOT NULL,
    published_at timestamptz,
    withdrawn_at timestamptz,
    recorded_at timestamptz NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT briefs_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT briefs_kind_known CHECK (kind IN ('brief', 'post', 'experience_summary')),
    CONSTRAINT briefs_state_known CHECK (state IN ('draft', 'submitted', 'published', 'withdrawn')),
    CONSTRAINT briefs_published_when CHECK (state <> 'published' OR published_at IS NOT NULL)
);
CREATE INDEX briefs_published ON briefs (published_at DESC, county_code, id) WHERE state = 'published';
SELECT county_table('briefs');
