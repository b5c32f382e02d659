ALTER TABLE evaluation_frameworks ADD COLUMN derived_from uuid;
-- How an indicator is computed, and the levels it may be given by, as data (`rules::measures`).
ALTER TABLE framework_indicators ADD COLUMN measure jsonb;
ALTER TABLE framework_indicators ADD COLUMN levels jsonb;

-- What the service proposed for an indicator when scoring began; the same for all parties, never changed after.
CREATE TABLE evaluation_evidence (
    county_code text NOT NULL,
    evaluation_id uuid NOT NULL,
    indicator_code text NOT NULL,
    facts jsonb NOT NULL,
    proposal integer,
    frozen_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, evaluation_id, indicator_code),
    CONSTRAINT evaluation_evidence_evaluation_known FOREIGN KEY (county_code, evaluation_id) REFERENCES evaluations (county_code, id)
);
SELECT county_table('evaluation_evidence');
