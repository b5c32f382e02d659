-- What happened. `body` is canonical JSON (RFC 8785) and is what is hashed; the other columns repeat parts of it to search by.
CREATE TABLE events (
    county_code text NOT NULL,
    id uuid NOT NULL,
    occurred_at timestamptz NOT NULL,
    actor_id uuid,
    action text NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (county_code, id)
);
CREATE INDEX events_by_subject ON events (county_code, subject_id, id);
SELECT county_table('events');

-- The sequencer's queue: written with the event, emptied when it has a position.
CREATE TABLE events_pending (
    county_code text NOT NULL,
    event_id uuid NOT NULL,
    PRIMARY KEY (county_code, event_id)
);
SELECT county_table('events_pending');

-- Contiguous positions from 0 and the leaf hash of each event (RFC 9162).
CREATE TABLE event_positions (
    county_code text NOT NULL,
    position bigint NOT NULL,
    event_id uuid NOT NULL,
    leaf bytea NOT NULL,
    PRIMARY KEY (county_code, position),
    CONSTRAINT event_positions_event_once UNIQUE (county_code, event_id)
);
SELECT county_table('event_positions');

-- One tree a county: its size and right edge (the roots of its perfect subtrees, largest first).
CREATE TABLE event_heads (
    county_code text NOT NULL PRIMARY KEY,
    epoch uuid NOT NULL,
    size bigint NOT NULL,
    edge bytea NOT NULL
);
SELECT county_table('event_heads');

CREATE TABLE event_checkpoints (
    county_code text NOT NULL,
    epoch uuid NOT NULL,
    size bigint NOT NULL,
    note text NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, epoch, size)
);
SELECT county_table('event_checkpoints');
