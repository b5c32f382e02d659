ALTER TABLE station_states DROP COLUMN open_breaches, DROP COLUMN despite_breaches;
DROP TABLE villages;
DROP FUNCTION great_circle_m;
ALTER TABLE stations
    DROP COLUMN latitude, DROP COLUMN longitude, DROP COLUMN accuracy_m, DROP COLUMN opening_hours, DROP COLUMN service_domains;
DROP TABLE attachment_uses;
DROP TABLE attachments;
DROP TABLE station_facts;
