ALTER TABLE scorecard_points ADD COLUMN level text;
-- Why the party departs from what was computed.
ALTER TABLE scorecard_points ADD COLUMN departure text;
-- Ids of the trace files that the points rest on.
ALTER TABLE scorecard_points ADD COLUMN attachments jsonb NOT NULL DEFAULT '[]';
-- The inner first signature: who prepared the card that another account approves by submitting it.
ALTER TABLE scorecards ADD COLUMN prepared_by uuid;
ALTER TABLE scorecards ADD COLUMN prepared_at timestamptz;

-- Every submitted edition of a card as it was sealed, byte for byte; a reopened card has more than one.
CREATE TABLE sealed_scorecards (
    county_code text NOT NULL,
    scorecard_id uuid NOT NULL,
    edition integer NOT NULL,
    evaluation_id uuid NOT NULL,
    party text NOT NULL,
    body bytea NOT NULL,
    seal bytea NOT NULL,
    sealed_by uuid NOT NULL,
    sealed_at timestamptz NOT NULL,
    reopening_id uuid,
    PRIMARY KEY (county_code, scorecard_id, edition),
    CONSTRAINT sealed_scorecards_card_known FOREIGN KEY (county_code, scorecard_id) REFERENCES scorecards (county_code, id)
);
CREATE INDEX sealed_scorecards_by_evaluation ON sealed_scorecards (county_code, evaluation_id);
SELECT county_table('sealed_scorecards');

-- A submitted card opened again: by its own party while blind; afterwards one named indicator, by two administrators.
CREATE TABLE scorecard_reopenings (
    county_code text NOT NULL,
    id uuid NOT NULL,
    evaluation_id uuid NOT NULL,
    party text NOT NULL,
    indicator_code text,
    reason text NOT NULL,
    blind boolean NOT NULL,
    asked_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    consented_by uuid,
    consented_at timestamptz,
    closed_at timestamptz,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT scorecard_reopenings_named CHECK (blind OR indicator_code IS NOT NULL),
    CONSTRAINT scorecard_reopenings_evaluation_known FOREIGN KEY (county_code, evaluation_id) REFERENCES evaluations (county_code, id)
);
CREATE UNIQUE INDEX scorecard_reopenings_open_once ON scorecard_reopenings (county_code, evaluation_id, party) WHERE closed_at IS NULL;
CREATE INDEX scorecard_reopenings_by_evaluation ON scorecard_reopenings (county_code, evaluation_id, id);
SELECT county_table('scorecard_reopenings');
