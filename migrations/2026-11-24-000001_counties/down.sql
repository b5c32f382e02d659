DROP TABLE policies;
DROP TABLE organisations;
DROP TABLE townships;
DROP TABLE counties;
DROP FUNCTION shared_table;
DROP FUNCTION county_table;
