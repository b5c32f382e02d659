DROP TABLE evaluation_evidence;
ALTER TABLE framework_indicators DROP COLUMN levels;
ALTER TABLE framework_indicators DROP COLUMN measure;
ALTER TABLE evaluation_frameworks DROP COLUMN derived_from;
