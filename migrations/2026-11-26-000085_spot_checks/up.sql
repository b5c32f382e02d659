-- A sample drawn from a seed whose hash was published before the period closed: anyone can repeat the draw. The population is
-- kept as it was drawn from, its ids in order, a line each.
CREATE TABLE spot_checks (
    county_code text NOT NULL,
    id uuid NOT NULL,
    station_id uuid NOT NULL,
    phase_id uuid NOT NULL,
    subject text NOT NULL,
    size integer NOT NULL,
    seed bytea NOT NULL,
    commitment bytea NOT NULL,
    committed_by uuid NOT NULL,
    committed_at timestamptz NOT NULL,
    drawn_by uuid,
    drawn_at timestamptz,
    population integer,
    population_digest bytea,
    version integer NOT NULL,
    population_text text,
    PRIMARY KEY (county_code, id),
    CONSTRAINT spot_checks_subject_known CHECK (subject IN ('service_logs', 'clients')),
    CONSTRAINT spot_checks_size_positive CHECK (size > 0),
    CONSTRAINT spot_checks_drawn CHECK ((drawn_at IS NULL) = (population IS NULL) AND (drawn_at IS NULL) = (population_text IS NULL)),
    CONSTRAINT spot_checks_once UNIQUE (county_code, station_id, phase_id, subject),
    CONSTRAINT spot_checks_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT spot_checks_phase_known FOREIGN KEY (county_code, phase_id) REFERENCES phases (county_code, id)
);
SELECT county_table('spot_checks');

-- What was drawn, in the order of the draw, and what the check found. A note is sealed under the key of what was drawn.
CREATE TABLE spot_check_items (
    county_code text NOT NULL,
    spot_check_id uuid NOT NULL,
    rank integer NOT NULL,
    subject_id uuid NOT NULL,
    outcome text,
    note_sealed bytea,
    recorded_by uuid,
    recorded_at timestamptz,
    version integer NOT NULL,
    PRIMARY KEY (county_code, spot_check_id, rank),
    CONSTRAINT spot_check_items_outcome_known CHECK (outcome IN ('confirmed', 'not_confirmed', 'not_reached')),
    CONSTRAINT spot_check_items_recorded CHECK ((outcome IS NULL) = (recorded_at IS NULL)),
    CONSTRAINT spot_check_items_check_known FOREIGN KEY (county_code, spot_check_id) REFERENCES spot_checks (county_code, id)
);
SELECT county_table('spot_check_items');

-- Whether a paper is one of ours is asked by its digest, county by county.
CREATE INDEX evaluation_results_by_digest ON evaluation_results (county_code, digest);
CREATE INDEX sealed_scorecards_by_seal ON sealed_scorecards (county_code, seal);
CREATE INDEX renewal_references_by_digest ON renewal_references (county_code, digest);
