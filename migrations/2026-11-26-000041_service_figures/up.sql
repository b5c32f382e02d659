-- What is counted from service logs that count (submitted, reviewed, verified), kept with the logs, in the same transaction.
-- A cut says how finely: by day and village; by month; by month and village; by month and worker; by year. What it does not tell is
-- '' or the nil id; the village 'none' is no village of the county's list. A row at zero says nothing.
CREATE TABLE service_figures (
    county_code text NOT NULL,
    cut text NOT NULL,
    starts_on date NOT NULL,
    station_id uuid NOT NULL,
    item_code text NOT NULL,
    method text NOT NULL,
    village text NOT NULL,
    worker_id uuid NOT NULL,
    logs bigint NOT NULL,
    on_list_logs bigint NOT NULL,
    people_served bigint NOT NULL,
    minutes bigint NOT NULL,
    PRIMARY KEY (county_code, cut, starts_on, station_id, item_code, method, village, worker_id),
    CONSTRAINT service_figures_cut_known CHECK (cut IN ('day', 'month', 'month_village', 'month_worker', 'year'))
) PARTITION BY LIST (cut);
-- Each cut lies by itself: a year's few rows are not scattered among those of days.
CREATE TABLE service_figures_day PARTITION OF service_figures FOR VALUES IN ('day') WITH (fillfactor = 80);
CREATE TABLE service_figures_month PARTITION OF service_figures FOR VALUES IN ('month') WITH (fillfactor = 80);
CREATE TABLE service_figures_month_village PARTITION OF service_figures FOR VALUES IN ('month_village') WITH (fillfactor = 80);
CREATE TABLE service_figures_month_worker PARTITION OF service_figures FOR VALUES IN ('month_worker') WITH (fillfactor = 80);
CREATE TABLE service_figures_year PARTITION OF service_figures FOR VALUES IN ('year') WITH (fillfactor = 80);
SELECT county_table('service_figures');

-- Whom they were about: distinct counts do not add, so the clients themselves stand here, by day, by month and by year.
CREATE TABLE service_client_figures (
    county_code text NOT NULL,
    cut text NOT NULL,
    starts_on date NOT NULL,
    station_id uuid NOT NULL,
    client_id uuid NOT NULL,
    logs bigint NOT NULL,
    PRIMARY KEY (county_code, cut, starts_on, station_id, client_id),
    CONSTRAINT service_client_figures_cut_known CHECK (cut IN ('day', 'month', 'year'))
) PARTITION BY LIST (cut);
CREATE TABLE service_client_figures_day PARTITION OF service_client_figures FOR VALUES IN ('day') WITH (fillfactor = 80);
CREATE TABLE service_client_figures_month PARTITION OF service_client_figures FOR VALUES IN ('month') WITH (fillfactor = 80);
CREATE TABLE service_client_figures_year PARTITION OF service_client_figures FOR VALUES IN ('year') WITH (fillfactor = 80);
SELECT county_table('service_client_figures');

-- The same counted anew from the logs. This is the only other place that says which logs count.
CREATE VIEW service_figures_recounted AS
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

CREATE VIEW service_client_figures_recounted AS
SELECT named.county_code, span.cut, span.starts_on, log.station_id, named.client_id, count(*) AS logs
FROM service_log_clients named
JOIN service_logs log ON log.county_code = named.county_code AND log.id = named.log_id
CROSS JOIN LATERAL (VALUES ('day', log.served_on), ('month', date_trunc('month', log.served_on)::date),
    ('year', date_trunc('year', log.served_on)::date)) AS span (cut, starts_on)
WHERE log.state IN ('submitted', 'reviewed', 'verified')
GROUP BY named.county_code, span.cut, span.starts_on, log.station_id, named.client_id;

INSERT INTO service_figures SELECT * FROM service_figures_recounted;
INSERT INTO service_client_figures SELECT * FROM service_client_figures_recounted;
