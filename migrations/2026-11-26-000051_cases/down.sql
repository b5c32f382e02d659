DROP TABLE case_goal_outcomes;
DROP TABLE case_goals;
DROP TABLE case_steps;
DROP TABLE case_leads;
DROP TABLE cases;
