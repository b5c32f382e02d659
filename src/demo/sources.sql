-- Every station of the demo's counties with who works there, or else somewhere in the county, and who records it.
SET synchronous_commit = off;
CREATE TEMPORARY TABLE demo_places AS
    SELECT station.county_code, station.id AS station_id, worker.worker_id, worker.station_id = station.id AS posted_here,
        account.id AS account, row_number() OVER county - 1 AS place, count(*) OVER whole AS places
    FROM stations station
    CROSS JOIN LATERAL (SELECT worker_id, station_id FROM postings WHERE postings.county_code = station.county_code
        AND voided_at IS NULL ORDER BY station_id <> station.id, id LIMIT 1) worker
    CROSS JOIN LATERAL (SELECT id FROM users WHERE users.county_code = station.county_code
        ORDER BY role <> 'contractor_manager', id LIMIT 1) account
    WHERE station.county_code = '469025' OR station.county_code LIKE '99%'
    WINDOW whole AS (PARTITION BY station.county_code), county AS (whole ORDER BY station.id);
CREATE TEMPORARY TABLE demo_items AS
    SELECT county_code, code AS item_code, row_number() OVER county - 1 AS item, count(*) OVER whole AS items
    FROM service_items WINDOW whole AS (PARTITION BY county_code), county AS (whole ORDER BY code);
ANALYZE demo_places, demo_items;
