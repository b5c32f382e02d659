-- :many workers like :worker, employed and posted as that one is.
CREATE TEMPORARY TABLE made AS SELECT ('01870000-0000-7000-8000-' || lpad(to_hex(g), 12, '0'))::uuid AS id FROM generate_series(1, :many) AS g;
INSERT INTO workers (county_code, id, name_sealed, recorded_at, version)
    SELECT county_code, made.id, name_sealed, recorded_at, version FROM workers, made WHERE workers.id = ':worker';
INSERT INTO employments (county_code, id, worker_id, organisation_id, kind, valid_from, recorded_at, version)
    SELECT county_code, made.id, made.id, organisation_id, kind, valid_from, recorded_at, version
    FROM employments, made WHERE employments.worker_id = ':worker' AND valid_to IS NULL AND voided_at IS NULL;
INSERT INTO postings (county_code, id, worker_id, station_id, role, valid_from, recorded_at, version)
    SELECT county_code, made.id, made.id, station_id, role, valid_from, recorded_at, version
    FROM postings, made WHERE postings.worker_id = ':worker' AND valid_to IS NULL AND voided_at IS NULL;
