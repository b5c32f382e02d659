DROP INDEX renewal_references_by_digest;
DROP INDEX sealed_scorecards_by_seal;
DROP INDEX evaluation_results_by_digest;
DROP TABLE spot_check_items;
DROP TABLE spot_checks;
