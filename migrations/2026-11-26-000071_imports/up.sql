-- Files of rows that are judged and written after the request that brought them. What stands here is progress; the file is
-- in the store of attachments until the import ends.
CREATE TABLE imports (
    county_code text NOT NULL REFERENCES counties (code),
    id uuid NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    dry_run boolean NOT NULL,
    mode text NOT NULL,
    format text NOT NULL,
    file_hash bytea NOT NULL,
    stations jsonb NOT NULL,
    -- Whether every row was judged once, so that writing all of them may begin.
    judged boolean NOT NULL,
    rows_read bigint NOT NULL,
    rows_valid bigint NOT NULL,
    rows_faulty bigint NOT NULL,
    rows_known bigint NOT NULL,
    rows_written bigint NOT NULL,
    attempts integer NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_as text NOT NULL,
    request_id uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    started_at timestamptz,
    ended_at timestamptz,
    PRIMARY KEY (county_code, id),
    CONSTRAINT imports_kind_known CHECK (kind IN ('service_logs')),
    CONSTRAINT imports_state_known CHECK (state IN ('queued', 'running', 'done', 'refused', 'failed', 'cancelled')),
    CONSTRAINT imports_mode_known CHECK (mode IN ('all', 'valid_rows')),
    CONSTRAINT imports_format_known CHECK (format IN ('csv', 'ndjson', 'xlsx')),
    CONSTRAINT imports_ended_whole CHECK ((state IN ('queued', 'running')) = (ended_at IS NULL))
);
-- The same file for the same stations is one import; what came to nothing may come again, and a check may be repeated.
CREATE UNIQUE INDEX imports_once ON imports (county_code, kind, file_hash, dry_run, stations)
    WHERE state IN ('queued', 'running') OR (state = 'done' AND NOT dry_run);
CREATE INDEX imports_waiting ON imports (county_code, id) WHERE state IN ('queued', 'running');
SELECT county_table('imports');

-- What is wrong with rows; never what stood in them.
CREATE TABLE import_faults (
    county_code text NOT NULL,
    import_id uuid NOT NULL,
    row_number bigint NOT NULL,
    position integer NOT NULL,
    field text,
    pointer text NOT NULL,
    code text NOT NULL,
    message_zh text NOT NULL,
    message_en text NOT NULL,
    PRIMARY KEY (county_code, import_id, row_number, position),
    CONSTRAINT import_faults_import_known FOREIGN KEY (county_code, import_id) REFERENCES imports (county_code, id)
);
SELECT county_table('import_faults');
