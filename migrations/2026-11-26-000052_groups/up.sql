-- Group work 小组工作. The evaluation is about people and sealed under a key of the group; name, purpose and topics name nobody.
CREATE TABLE groups (
    county_code text NOT NULL,
    id uuid NOT NULL,
    station_id uuid NOT NULL,
    name text NOT NULL,
    purpose text NOT NULL,
    kind text NOT NULL,
    leader_worker_id uuid NOT NULL,
    planned_sessions integer NOT NULL,
    begins_on date NOT NULL,
    closed_on date,
    evaluation_sealed bytea,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    closed_recorded_at timestamptz,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT groups_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT groups_leader_known FOREIGN KEY (county_code, leader_worker_id) REFERENCES workers (county_code, id),
    CONSTRAINT groups_kind_known
        CHECK (kind IN ('growth', 'support', 'education', 'therapy', 'mutual_help', 'interest', 'other')),
    CONSTRAINT groups_closed_whole CHECK ((closed_on IS NULL) = (closed_recorded_at IS NULL)),
    CONSTRAINT groups_closed_after_begin CHECK (closed_on >= begins_on)
);
CREATE INDEX groups_by_station ON groups (county_code, station_id, id);
SELECT county_table('groups');

CREATE TABLE group_members (
    county_code text NOT NULL,
    id uuid NOT NULL,
    group_id uuid NOT NULL,
    client_id uuid NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    leaving_reason text,
    recorded_at timestamptz NOT NULL,
    end_recorded_at timestamptz,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT group_members_group_known FOREIGN KEY (county_code, group_id) REFERENCES groups (county_code, id),
    CONSTRAINT group_members_client_known FOREIGN KEY (county_code, client_id) REFERENCES clients (county_code, id),
    CONSTRAINT group_members_end_after_start CHECK (valid_to > valid_from),
    CONSTRAINT group_members_leaving_whole CHECK ((valid_to IS NULL) = (leaving_reason IS NULL)),
    CONSTRAINT group_members_reason_known CHECK (leaving_reason IN ('finished', 'own_wish', 'moved', 'other')),
    CONSTRAINT group_members_once_a_day EXCLUDE USING gist
        (county_code WITH =, group_id WITH =, client_id WITH =, daterange(valid_from, valid_to) WITH &&)
        WHERE (voided_at IS NULL)
);
CREATE INDEX group_members_by_group ON group_members (county_code, group_id, id);
SELECT county_table('group_members');

CREATE TABLE group_sessions (
    county_code text NOT NULL,
    id uuid NOT NULL,
    group_id uuid NOT NULL,
    number integer NOT NULL,
    held_on date NOT NULL,
    topic text NOT NULL,
    worker_ids jsonb NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT group_sessions_group_known FOREIGN KEY (county_code, group_id) REFERENCES groups (county_code, id),
    CONSTRAINT group_sessions_number_once EXCLUDE USING gist
        (county_code WITH =, group_id WITH =, number WITH =) WHERE (voided_at IS NULL)
);
CREATE INDEX group_sessions_by_group ON group_sessions (county_code, group_id, held_on, id);
SELECT county_table('group_sessions');

-- Who was there. A correction replaces a row; the row before stays readable.
CREATE TABLE group_attendance (
    county_code text NOT NULL,
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    client_id uuid NOT NULL,
    standing text NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    replaced_at timestamptz,
    PRIMARY KEY (county_code, id),
    CONSTRAINT group_attendance_session_known
        FOREIGN KEY (county_code, session_id) REFERENCES group_sessions (county_code, id),
    CONSTRAINT group_attendance_client_known FOREIGN KEY (county_code, client_id) REFERENCES clients (county_code, id),
    CONSTRAINT group_attendance_standing_known CHECK (standing IN ('present', 'excused', 'absent')),
    CONSTRAINT group_attendance_once EXCLUDE USING gist
        (county_code WITH =, session_id WITH =, client_id WITH =) WHERE (replaced_at IS NULL)
);
CREATE INDEX group_attendance_by_session ON group_attendance (county_code, session_id);
SELECT county_table('group_attendance');
