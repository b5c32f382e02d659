DROP TABLE renewal_references;
DROP TABLE appeal_corrections;
DROP TABLE appeals;
DROP TABLE evaluation_results;
