-- Questions about service logs, raised with the log that gives rise to them. The topic makes the same thing be asked once.
CREATE TABLE questions (
    county_code text NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    topic text NOT NULL,
    station_id uuid NOT NULL,
    log_id uuid NOT NULL,
    worker_id uuid,
    facts jsonb NOT NULL,
    state text NOT NULL,
    recorded_at timestamptz NOT NULL,
    closed_by uuid,
    closed_at timestamptz,
    remark_sealed bytea,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT questions_once UNIQUE (county_code, kind, topic),
    CONSTRAINT questions_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT questions_log_known FOREIGN KEY (county_code, log_id) REFERENCES service_logs (county_code, id),
    CONSTRAINT questions_worker_known FOREIGN KEY (county_code, worker_id) REFERENCES workers (county_code, id),
    CONSTRAINT questions_state_known CHECK (state IN ('open', 'answered', 'closed')),
    CONSTRAINT questions_closed_whole CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
CREATE INDEX questions_by_station ON questions (county_code, station_id, id);
CREATE INDEX questions_by_log ON questions (county_code, log_id);
SELECT county_table('questions');

CREATE TABLE question_answers (
    county_code text NOT NULL,
    id uuid NOT NULL,
    question_id uuid NOT NULL,
    answer_sealed bytea NOT NULL,
    answered_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT question_answers_question_known FOREIGN KEY (county_code, question_id) REFERENCES questions (county_code, id)
);
CREATE INDEX question_answers_by_question ON question_answers (county_code, question_id, id);
SELECT county_table('question_answers');
