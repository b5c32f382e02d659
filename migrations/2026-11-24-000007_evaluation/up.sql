CREATE TABLE evaluation_frameworks (
    county_code text NOT NULL REFERENCES counties (code),
    id uuid NOT NULL,
    name text NOT NULL,
    state text NOT NULL,
    published_on date,
    recorded_at timestamptz NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT evaluation_frameworks_state_known CHECK (state IN ('draft', 'published'))
);
SELECT county_table('evaluation_frameworks');

-- Points are whole hundredths of a point, everywhere.
CREATE TABLE framework_indicators (
    county_code text NOT NULL,
    framework_id uuid NOT NULL,
    code text NOT NULL,
    position integer NOT NULL,
    content text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    max_points integer NOT NULL,
    scoring text NOT NULL,
    parties jsonb NOT NULL,
    attributable_to jsonb NOT NULL,
    formula text,
    zero_denominator text,
    fact_group text,
    materials text,
    PRIMARY KEY (county_code, framework_id, code),
    CONSTRAINT framework_indicators_framework_known FOREIGN KEY (county_code, framework_id) REFERENCES evaluation_frameworks (county_code, id),
    CONSTRAINT framework_indicators_points_positive CHECK (max_points > 0)
);
SELECT county_table('framework_indicators');

CREATE TABLE evaluations (
    county_code text NOT NULL,
    id uuid NOT NULL,
    station_id uuid NOT NULL,
    phase_id uuid NOT NULL,
    framework_id uuid NOT NULL,
    agency_id uuid NOT NULL,
    contractor_id uuid NOT NULL,
    state text NOT NULL,
    recorded_at timestamptz NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT evaluations_once EXCLUDE USING gist
        (county_code WITH =, station_id WITH =, phase_id WITH =) WHERE (state <> 'void'),
    CONSTRAINT evaluations_state_known CHECK (state IN ('planned', 'preparation', 'scoring', 'scored', 'void')),
    CONSTRAINT evaluations_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT evaluations_phase_known FOREIGN KEY (county_code, phase_id) REFERENCES phases (county_code, id),
    CONSTRAINT evaluations_framework_known FOREIGN KEY (county_code, framework_id) REFERENCES evaluation_frameworks (county_code, id),
    CONSTRAINT evaluations_agency_known FOREIGN KEY (county_code, agency_id) REFERENCES organisations (county_code, id),
    CONSTRAINT evaluations_contractor_known FOREIGN KEY (county_code, contractor_id) REFERENCES organisations (county_code, id)
);
CREATE INDEX evaluations_by_agency ON evaluations (county_code, agency_id);
SELECT county_table('evaluations');

-- The moves of an evaluation; "scored" has no reason, it comes of the third scorecard.
CREATE TABLE evaluation_transitions (
    county_code text NOT NULL,
    id uuid NOT NULL,
    evaluation_id uuid NOT NULL,
    state text NOT NULL,
    reason text,
    moved_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT evaluation_transitions_evaluation_known FOREIGN KEY (county_code, evaluation_id) REFERENCES evaluations (county_code, id)
);
CREATE INDEX evaluation_transitions_by_evaluation ON evaluation_transitions (county_code, evaluation_id, id);
SELECT county_table('evaluation_transitions');

CREATE TABLE scorecards (
    county_code text NOT NULL,
    id uuid NOT NULL,
    evaluation_id uuid NOT NULL,
    party text NOT NULL,
    state text NOT NULL,
    submitted_at timestamptz,
    submitted_by uuid,
    nonce bytea,
    seal bytea,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT scorecards_one_a_party UNIQUE (county_code, evaluation_id, party),
    CONSTRAINT scorecards_party_known CHECK (party IN ('third_party', 'bureau', 'township')),
    CONSTRAINT scorecards_state_known CHECK (state IN ('draft', 'submitted')),
    CONSTRAINT scorecards_sealed CHECK ((state = 'submitted') = (seal IS NOT NULL AND submitted_at IS NOT NULL AND submitted_by IS NOT NULL)),
    CONSTRAINT scorecards_evaluation_known FOREIGN KEY (county_code, evaluation_id) REFERENCES evaluations (county_code, id)
);
SELECT county_table('scorecards');

CREATE TABLE scorecard_points (
    county_code text NOT NULL,
    scorecard_id uuid NOT NULL,
    indicator_code text NOT NULL,
    points integer NOT NULL,
    comment text,
    PRIMARY KEY (county_code, scorecard_id, indicator_code),
    CONSTRAINT scorecard_points_card_known FOREIGN KEY (county_code, scorecard_id) REFERENCES scorecards (county_code, id),
    CONSTRAINT scorecard_points_not_negative CHECK (points >= 0)
);
SELECT county_table('scorecard_points');
