UPDATE milestones SET derived_from = NULL WHERE derived_from = 'reports';
ALTER TABLE milestones DROP CONSTRAINT milestones_derivation_known;
ALTER TABLE milestones ADD CONSTRAINT milestones_derivation_known
    CHECK (derived_from IN ('premises', 'agreements', 'staffing', 'opening', 'evaluation'));
