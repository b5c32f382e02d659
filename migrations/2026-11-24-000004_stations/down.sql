DROP TABLE phases;
DROP TABLE service_years;
DROP TABLE agreement_stations;
DROP TABLE agreements;
DROP TABLE station_states;
DROP TABLE stations;
DROP TABLE service_items;
DROP TABLE service_domains;
