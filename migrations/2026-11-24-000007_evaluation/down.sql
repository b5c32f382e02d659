DROP TABLE scorecard_points;
DROP TABLE scorecards;
DROP TABLE evaluation_transitions;
DROP TABLE evaluations;
DROP TABLE framework_indicators;
DROP TABLE evaluation_frameworks;
