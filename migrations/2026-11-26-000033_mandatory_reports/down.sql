DROP TABLE mandatory_report_steps;
DROP TABLE mandatory_reports;
