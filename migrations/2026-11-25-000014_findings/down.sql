DROP TABLE station_findings;
DROP TABLE station_finding_heads;
