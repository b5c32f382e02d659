DROP TABLE progress_report_notices;
DROP TABLE progress_report_moves;
DROP TABLE progress_reports;
