DROP TABLE scorecard_reopenings;
DROP TABLE sealed_scorecards;
ALTER TABLE scorecards DROP COLUMN prepared_at;
ALTER TABLE scorecards DROP COLUMN prepared_by;
ALTER TABLE scorecard_points DROP COLUMN attachments;
ALTER TABLE scorecard_points DROP COLUMN departure;
ALTER TABLE scorecard_points DROP COLUMN level;
