-- Who leads a group, from when to when; `groups.leader_worker_id` is the last of them.
CREATE TABLE group_leaders (
    county_code text NOT NULL,
    id uuid NOT NULL,
    group_id uuid NOT NULL,
    worker_id uuid NOT NULL,
    assigned_by uuid NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    recorded_at timestamptz NOT NULL,
    end_recorded_at timestamptz,
    PRIMARY KEY (county_code, id),
    CONSTRAINT group_leaders_group_known FOREIGN KEY (county_code, group_id) REFERENCES groups (county_code, id),
    CONSTRAINT group_leaders_worker_known FOREIGN KEY (county_code, worker_id) REFERENCES workers (county_code, id),
    CONSTRAINT group_leaders_end_after_start CHECK (valid_to > valid_from),
    CONSTRAINT group_leaders_one_a_day EXCLUDE USING gist
        (county_code WITH =, group_id WITH =, daterange(valid_from, valid_to) WITH &&)
);
-- Whoever leads a group now has led it from its first day.
INSERT INTO group_leaders (county_code, id, group_id, worker_id, assigned_by, valid_from, recorded_at)
SELECT county_code, id, id, leader_worker_id, recorded_by, begins_on, recorded_at FROM groups;
SELECT county_table('group_leaders');
