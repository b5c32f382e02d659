-- A result as it was made, byte for byte: provisional, final; `result` in whole hundredths.
CREATE TABLE evaluation_results (
    county_code text NOT NULL,
    evaluation_id uuid NOT NULL,
    edition integer NOT NULL,
    stage text NOT NULL,
    body bytea NOT NULL,
    digest bytea NOT NULL,
    result integer NOT NULL,
    grade text,
    made_by uuid NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, evaluation_id, edition),
    CONSTRAINT evaluation_results_stage_known CHECK (stage IN ('provisional', 'final')),
    CONSTRAINT evaluation_results_in_range CHECK (result BETWEEN 0 AND 10000),
    CONSTRAINT evaluation_results_evaluation_known FOREIGN KEY (county_code, evaluation_id) REFERENCES evaluations (county_code, id)
);
SELECT county_table('evaluation_results');

CREATE TABLE appeals (
    county_code text NOT NULL,
    id uuid NOT NULL,
    evaluation_id uuid NOT NULL,
    indicators jsonb NOT NULL,
    statement text NOT NULL,
    attachments jsonb NOT NULL,
    state text NOT NULL,
    filed_by uuid NOT NULL,
    filed_at timestamptz NOT NULL,
    outcome text,
    reason text,
    decided_by uuid,
    decided_at timestamptz,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT appeals_state_known CHECK (state IN ('filed', 'decided', 'withdrawn')),
    CONSTRAINT appeals_outcome_known CHECK (outcome IN ('upheld', 'partly_upheld', 'dismissed')),
    CONSTRAINT appeals_decided CHECK ((state = 'decided') = (outcome IS NOT NULL)),
    CONSTRAINT appeals_evaluation_known FOREIGN KEY (county_code, evaluation_id) REFERENCES evaluations (county_code, id)
);
CREATE INDEX appeals_by_evaluation ON appeals (county_code, evaluation_id, id);
SELECT county_table('appeals');

-- Points that an appeal put in the place of a party's; the sealed cards stay as they are.
CREATE TABLE appeal_corrections (
    county_code text NOT NULL,
    appeal_id uuid NOT NULL,
    evaluation_id uuid NOT NULL,
    party text NOT NULL,
    indicator_code text NOT NULL,
    points integer NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (county_code, appeal_id, party, indicator_code),
    CONSTRAINT appeal_corrections_not_negative CHECK (points >= 0),
    CONSTRAINT appeal_corrections_appeal_known FOREIGN KEY (county_code, appeal_id) REFERENCES appeals (county_code, id)
);
CREATE INDEX appeal_corrections_by_evaluation ON appeal_corrections (county_code, evaluation_id);
SELECT county_table('appeal_corrections');

-- What the annual results said of a renewal, and what the bureau decided; `body` as it was, byte for byte.
CREATE TABLE renewal_references (
    county_code text NOT NULL,
    id uuid NOT NULL,
    agreement_id uuid NOT NULL,
    service_year_id uuid NOT NULL,
    body bytea NOT NULL,
    digest bytea NOT NULL,
    recommendation text,
    decision text NOT NULL,
    reason text NOT NULL,
    decided_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT renewal_references_decision_known CHECK (decision IN ('renew', 'renew_on_conditions', 'not_renew')),
    CONSTRAINT renewal_references_agreement_known FOREIGN KEY (county_code, agreement_id) REFERENCES agreements (county_code, id)
);
CREATE UNIQUE INDEX renewal_references_once ON renewal_references (county_code, agreement_id, service_year_id) WHERE voided_at IS NULL;
SELECT county_table('renewal_references');
