DROP TABLE leading_group_seats;
DROP TABLE milestone_declarations;
DROP TABLE milestones;
