DROP TABLE baseline_surveys;
