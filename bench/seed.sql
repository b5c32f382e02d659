-- Logs :from to :to of one year, over all stations, items and methods; a worker and a sealed summary each.
SET session_replication_role = replica;
SET synchronous_commit = off;
CREATE TEMPORARY TABLE places AS SELECT id, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS all_of_them
    FROM stations WHERE county_code = '469025';
CREATE TEMPORARY TABLE items AS SELECT code, row_number() OVER (ORDER BY code) - 1 AS n, count(*) OVER () AS all_of_them
    FROM service_items WHERE county_code = '469025';
CREATE TEMPORARY TABLE somebody AS SELECT worker_id, (SELECT id FROM users WHERE username = 'contractor_manager') AS account
    FROM postings WHERE county_code = '469025' LIMIT 1;
CREATE TEMPORARY TABLE made AS
    SELECT g AS n, ('01880000-0000-7000-8000-' || lpad(to_hex(g), 12, '0'))::uuid AS id, places.id AS station, items.code AS item,
        (ARRAY['case', 'group', 'community', 'visit', 'outreach', 'referral'])[1 + g % 6] AS method,
        date '2025-01-01' + (g * 7 % 365)::integer AS day
    FROM generate_series(:from::bigint, :to::bigint) AS g
    JOIN places ON places.n = g % places.all_of_them
    JOIN items ON items.n = g / 11 % items.all_of_them;
INSERT INTO service_logs (county_code, id, station_id, item_code, method, served_on, people_served, state, recorded_by, recorded_at,
        content_hash, version, on_list, summary_sealed)
    SELECT '469025', made.id, station, item, method, day, 1 + n % 5, 'submitted', account, day + interval '10 hours',
        sha256(n::text::bytea), 1, true, sha256(n::text::bytea) || sha256((-n)::text::bytea) || sha256(n::text::bytea)
    FROM made, somebody;
INSERT INTO service_log_workers (county_code, log_id, worker_id, minutes, posted_here, served_on)
    SELECT '469025', made.id, worker_id, 30 + n % 60, true, day FROM made, somebody;
INSERT INTO personal_keys (county_code, person_id, wrapped, root_version, recorded_at)
    SELECT '469025', id, sha256(n::text::bytea) || sha256((-n)::text::bytea), 1, day + interval '10 hours' FROM made;
