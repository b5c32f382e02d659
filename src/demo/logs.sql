-- Numbers, ids, counties, sealed summaries, wrapped keys; the root key's version; the seed. Station, item, method, day and
-- numbers are drawn from the hash of number and seed.
WITH given AS (
    SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::bytea[], $5::bytea[]) AS given (n, id, county_code, summary, key)
), drawn AS (
    SELECT given.*, hashint8extended(n, $7) & 9223372036854775807 AS place, hashint8extended(n, $7 + 1) & 9223372036854775807 AS item,
        hashint8extended(n, $7 + 2) & 9223372036854775807 AS method, hashint8extended(n, $7 + 3) & 9223372036854775807 AS number,
        date '2025-01-01' + ((hashint8extended(n, $7 + 4) & 9223372036854775807) % 365)::integer AS day
    FROM given
), made AS MATERIALIZED (
    SELECT drawn.*, station_id, worker_id, posted_here, account, item_code, day + interval '10 hours' AS evening
    FROM drawn
    JOIN demo_places ON demo_places.county_code = drawn.county_code AND demo_places.place = drawn.place % places
    JOIN demo_items ON demo_items.county_code = drawn.county_code AND demo_items.item = drawn.item % items
), logs AS (
    INSERT INTO service_logs (county_code, id, station_id, item_code, method, served_on, people_served, state, recorded_by,
        recorded_at, content_hash, version, on_list, summary_sealed)
    SELECT county_code, id, station_id, item_code,
        (ARRAY['case', 'group', 'community', 'visit', 'outreach', 'referral'])[1 + method % 6],
        day, 1 + number % 5, 'verified', account, evening, sha256(summary), 1, true, summary
    FROM made
), parts AS (
    INSERT INTO service_log_workers (county_code, log_id, worker_id, minutes, posted_here, served_on)
    SELECT county_code, id, worker_id, 30 + number % 60, posted_here, day FROM made
)
INSERT INTO personal_keys (county_code, person_id, wrapped, root_version, recorded_at)
SELECT county_code, id, key, $6, evening FROM made
