DROP TABLE group_leaders;
