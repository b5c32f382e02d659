ALTER TABLE evaluations DROP CONSTRAINT evaluations_state_known;
ALTER TABLE evaluations ADD CONSTRAINT evaluations_state_known CHECK
    (state IN ('planned', 'preparation', 'scoring', 'scored', 'provisional', 'final', 'published', 'void'));
-- The last day for scorecards and the last day for an appeal; set when scoring begins and when the result is provisional.
ALTER TABLE evaluations ADD COLUMN scoring_due_on date;
ALTER TABLE evaluations ADD COLUMN appeal_until date;
CREATE INDEX evaluations_by_phase ON evaluations (county_code, phase_id);

-- Which of the agency's people score an evaluation.
CREATE TABLE evaluation_assignments (
    county_code text NOT NULL,
    id uuid NOT NULL,
    evaluation_id uuid NOT NULL,
    user_id uuid NOT NULL,
    assigned_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_by uuid,
    end_reason text,
    PRIMARY KEY (county_code, id),
    CONSTRAINT evaluation_assignments_evaluation_known FOREIGN KEY (county_code, evaluation_id) REFERENCES evaluations (county_code, id),
    CONSTRAINT evaluation_assignments_user_known FOREIGN KEY (county_code, user_id) REFERENCES users (county_code, id)
);
CREATE UNIQUE INDEX evaluation_assignments_once ON evaluation_assignments (county_code, evaluation_id, user_id) WHERE ended_at IS NULL;
CREATE INDEX evaluation_assignments_by_user ON evaluation_assignments (county_code, user_id) WHERE ended_at IS NULL;
SELECT county_table('evaluation_assignments');

-- Who must not score an evaluation, and why.
CREATE TABLE evaluation_recusals (
    county_code text NOT NULL,
    id uuid NOT NULL,
    evaluation_id uuid NOT NULL,
    user_id uuid NOT NULL,
    reason text NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT evaluation_recusals_once UNIQUE (county_code, evaluation_id, user_id),
    CONSTRAINT evaluation_recusals_evaluation_known FOREIGN KEY (county_code, evaluation_id) REFERENCES evaluations (county_code, id),
    CONSTRAINT evaluation_recusals_user_known FOREIGN KEY (county_code, user_id) REFERENCES users (county_code, id)
);
SELECT county_table('evaluation_recusals');

-- What the contractor hands in for an indicator.
CREATE TABLE evaluation_materials (
    county_code text NOT NULL,
    id uuid NOT NULL,
    evaluation_id uuid NOT NULL,
    indicator_code text NOT NULL,
    note text,
    attachments jsonb NOT NULL,
    handed_in_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT evaluation_materials_evaluation_known FOREIGN KEY (county_code, evaluation_id) REFERENCES evaluations (county_code, id)
);
CREATE INDEX evaluation_materials_by_evaluation ON evaluation_materials (county_code, evaluation_id, id);
SELECT county_table('evaluation_materials');

-- How the contractor judges itself; the newest edition, as a whole.
CREATE TABLE self_assessments (
    county_code text NOT NULL,
    evaluation_id uuid NOT NULL,
    points jsonb NOT NULL,
    statement text NOT NULL,
    handed_in_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (county_code, evaluation_id),
    CONSTRAINT self_assessments_evaluation_known FOREIGN KEY (county_code, evaluation_id) REFERENCES evaluations (county_code, id)
);
SELECT county_table('self_assessments');

-- The contractor contests a computed value; it is answered before scoring begins.
CREATE TABLE evidence_contests (
    county_code text NOT NULL,
    id uuid NOT NULL,
    evaluation_id uuid NOT NULL,
    indicator_code text NOT NULL,
    statement text NOT NULL,
    contested_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    outcome text,
    answer text,
    answered_by uuid,
    answered_at timestamptz,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT evidence_contests_outcome_known CHECK (outcome IN ('upheld', 'dismissed')),
    CONSTRAINT evidence_contests_answered CHECK ((outcome IS NULL) = (answered_at IS NULL)),
    CONSTRAINT evidence_contests_evaluation_known FOREIGN KEY (county_code, evaluation_id) REFERENCES evaluations (county_code, id)
);
CREATE UNIQUE INDEX evidence_contests_open_once ON evidence_contests (county_code, evaluation_id, indicator_code) WHERE outcome IS NULL;
CREATE INDEX evidence_contests_by_evaluation ON evidence_contests (county_code, evaluation_id, id);
SELECT county_table('evidence_contests');

-- Indicators that do not apply to an evaluation, for all parties alike; fixed before scoring.
CREATE TABLE inapplicable_indicators (
    county_code text NOT NULL,
    id uuid NOT NULL,
    evaluation_id uuid NOT NULL,
    indicator_code text NOT NULL,
    reason text NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT inapplicable_indicators_evaluation_known FOREIGN KEY (county_code, evaluation_id) REFERENCES evaluations (county_code, id)
);
CREATE UNIQUE INDEX inapplicable_indicators_once ON inapplicable_indicators (county_code, evaluation_id, indicator_code) WHERE voided_at IS NULL;
SELECT county_table('inapplicable_indicators');

-- Who scores in a party's place after it missed its time.
CREATE TABLE evaluation_deputies (
    county_code text NOT NULL,
    id uuid NOT NULL,
    evaluation_id uuid NOT NULL,
    party text NOT NULL,
    user_id uuid NOT NULL,
    reason text NOT NULL,
    named_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT evaluation_deputies_once UNIQUE (county_code, evaluation_id, party, user_id),
    CONSTRAINT evaluation_deputies_evaluation_known FOREIGN KEY (county_code, evaluation_id) REFERENCES evaluations (county_code, id),
    CONSTRAINT evaluation_deputies_user_known FOREIGN KEY (county_code, user_id) REFERENCES users (county_code, id)
);
SELECT county_table('evaluation_deputies');

-- What the leading group's office decided when a scorecard was still missing after the days of grace.
CREATE TABLE missed_card_decisions (
    county_code text NOT NULL,
    id uuid NOT NULL,
    evaluation_id uuid NOT NULL,
    party text NOT NULL,
    decision text NOT NULL,
    due_on date,
    reason text NOT NULL,
    decided_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT missed_card_decisions_known CHECK (decision IN ('extended', 'voided')),
    CONSTRAINT missed_card_decisions_dated CHECK ((decision = 'extended') = (due_on IS NOT NULL)),
    CONSTRAINT missed_card_decisions_evaluation_known FOREIGN KEY (county_code, evaluation_id) REFERENCES evaluations (county_code, id)
);
CREATE INDEX missed_card_decisions_by_evaluation ON missed_card_decisions (county_code, evaluation_id, id);
SELECT county_table('missed_card_decisions');
