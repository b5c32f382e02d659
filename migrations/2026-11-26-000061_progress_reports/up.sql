-- The monthly report of a station. Its days are those of the policy that was in force; `due_on` is the day that counts:
-- the policy's, moved by the working calendar, or a later one that the bureau set. What was counted is kept as it was at
-- the submission and at the acceptance.
CREATE TABLE progress_reports (
    county_code text NOT NULL,
    id uuid NOT NULL,
    station_id uuid NOT NULL,
    month date NOT NULL,
    period_from date NOT NULL,
    period_to date NOT NULL,
    plain_due_on date NOT NULL,
    due_on date NOT NULL,
    extended_to date,
    state text NOT NULL,
    state_reason text,
    first_submitted_on date,
    submitted_at timestamptz,
    accepted_at timestamptz,
    moved_at timestamptz NOT NULL,
    work_done text,
    problems text,
    next_plan text,
    stated jsonb NOT NULL,
    submitted_figures jsonb,
    accepted_figures jsonb,
    drafted_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT progress_reports_once UNIQUE (county_code, station_id, month),
    CONSTRAINT progress_reports_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT progress_reports_month_whole CHECK (extract(day FROM month) = 1),
    CONSTRAINT progress_reports_period_has_days CHECK (period_to > period_from),
    CONSTRAINT progress_reports_state_known CHECK (state IN ('draft', 'submitted', 'returned', 'accepted')),
    CONSTRAINT progress_reports_submitted_whole CHECK ((first_submitted_on IS NULL) = (submitted_at IS NULL)),
    CONSTRAINT progress_reports_accepted_whole CHECK ((state = 'accepted') = (accepted_figures IS NOT NULL))
);
CREATE INDEX progress_reports_by_month ON progress_reports (county_code, month DESC, id DESC);
SELECT county_table('progress_reports');

-- Each step of a report. A submission and an acceptance keep what was said and counted with
-- them: the report itself may be mended later.
CREATE TABLE progress_report_moves (
    county_code text NOT NULL,
    id uuid NOT NULL,
    report_id uuid NOT NULL,
    action text NOT NULL,
    state text NOT NULL,
    reason text,
    extended_to date,
    content jsonb,
    moved_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT progress_report_moves_report_known FOREIGN KEY (county_code, report_id) REFERENCES progress_reports (county_code, id),
    CONSTRAINT progress_report_moves_action_known CHECK (action IN ('submit', 'return', 'accept', 'extend')),
    CONSTRAINT progress_report_moves_content_kept CHECK ((action IN ('submit', 'accept')) = (content IS NOT NULL))
);
CREATE INDEX progress_report_moves_by_report ON progress_report_moves (county_code, report_id, id);
SELECT county_table('progress_report_moves');

-- What stations were reminded of, once each: whichever replica comes first.
CREATE TABLE progress_report_notices (
    county_code text NOT NULL,
    station_id uuid NOT NULL,
    month date NOT NULL,
    kind text NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, station_id, month, kind),
    CONSTRAINT progress_report_notices_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT progress_report_notices_kind_known CHECK (kind IN ('reminded', 'overdue'))
);
SELECT county_table('progress_report_notices');
