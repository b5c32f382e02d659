-- What is asked most, months and stations without items, from some hundred rows.
ALTER TABLE service_figures DROP CONSTRAINT service_figures_cut_known;
ALTER TABLE service_figures ADD CONSTRAINT service_figures_cut_known
    CHECK (cut IN ('day', 'month', 'month_station', 'month_village', 'month_worker', 'year'));
CREATE TABLE service_figures_month_station PARTITION OF service_figures FOR VALUES IN ('month_station') WITH (fillfactor = 80);

CREATE OR REPLACE VIEW service_figures_recounted AS
WITH counted AS (
    SELECT county_code, id, served_on, date_trunc('month', served_on)::date AS month,
        date_trunc('year', served_on)::date AS year, station_id, item_code, method,
        coalesce(village_code, 'none') AS village, (on_list IS TRUE)::integer AS on_list, people_served
    FROM service_logs WHERE state IN ('submitted', 'reviewed', 'verified')
), whole AS (
    SELECT counted.*, (SELECT coalesce(sum(part.minutes), 0) FROM service_log_workers part
        WHERE part.county_code = counted.county_code AND part.log_id = counted.id) AS minutes
    FROM counted
), cells AS (
    SELECT county_code, 'day' AS cut, served_on AS starts_on, station_id, item_code, method, village,
        '00000000-0000-0000-0000-000000000000'::uuid AS worker_id, on_list, people_served, minutes FROM whole
    UNION ALL
    SELECT county_code, 'month', month, station_id, item_code, method, '',
        '00000000-0000-0000-0000-000000000000', on_list, people_served, minutes FROM whole
    UNION ALL
    SELECT county_code, 'month_station', month, station_id, '', '', '',
        '00000000-0000-0000-0000-000000000000', on_list, people_served, minutes FROM whole
    UNION ALL
    SELECT county_code, 'month_village', month, station_id, item_code, method, village,
        '00000000-0000-0000-0000-000000000000', on_list, people_served, minutes FROM whole
    UNION ALL
    SELECT county_code, 'year', year, station_id, item_code, method, '',
        '00000000-0000-0000-0000-000000000000', on_list, people_served, minutes FROM whole
    UNION ALL
    SELECT part.county_code, 'month_worker', month, station_id, item_code, method, '', worker_id, on_list, people_served,
        part.minutes
    FROM counted JOIN service_log_workers part ON part.county_code = counted.county_code AND part.log_id = counted.id
)
SELECT county_code, cut, starts_on, station_id, item_code, method, village, worker_id, count(*) AS logs,
    sum(on_list)::bigint AS on_list_logs, sum(people_served)::bigint AS people_served, sum(minutes)::bigint AS minutes
FROM cells GROUP BY county_code, cut, starts_on, station_id, item_code, method, village, worker_id;

INSERT INTO service_figures
SELECT county_code, 'month_station', starts_on, station_id, '', '', '', '00000000-0000-0000-0000-000000000000',
    sum(logs), sum(on_list_logs), sum(people_served), sum(minutes)
FROM service_figures WHERE cut = 'month' GROUP BY county_code, starts_on, station_id;
