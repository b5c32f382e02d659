DROP TABLE client_merges;
ALTER TABLE clients DROP COLUMN merged_into;
