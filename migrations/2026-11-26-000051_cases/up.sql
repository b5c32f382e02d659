-- Casework 个案工作. What is said of a client is sealed under the key of the client. State, end and first plan follow from
-- the steps and are written with them.
CREATE TABLE cases (
    county_code text NOT NULL,
    id uuid NOT NULL,
    station_id uuid NOT NULL,
    client_id uuid NOT NULL,
    accepted_on date NOT NULL,
    problem_sealed bytea,
    state text NOT NULL,
    planned_on date,
    ended_on date,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT cases_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT cases_client_known FOREIGN KEY (county_code, client_id) REFERENCES clients (county_code, id),
    CONSTRAINT cases_state_known
        CHECK (state IN ('accepted', 'assessed', 'planned', 'in_intervention', 'evaluated', 'closed', 'referred')),
    CONSTRAINT cases_ended_when_closed CHECK ((state IN ('closed', 'referred')) = (ended_on IS NOT NULL))
);
CREATE INDEX cases_by_station ON cases (county_code, station_id, id);
CREATE INDEX cases_by_client ON cases (county_code, client_id, id);
SELECT county_table('cases');

-- Who leads a case, from when to when. `opens_minor`: a responsible person assigned somebody else.
CREATE TABLE case_leads (
    county_code text NOT NULL,
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    worker_id uuid NOT NULL,
    opens_minor boolean NOT NULL,
    assigned_by uuid NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    recorded_at timestamptz NOT NULL,
    end_recorded_at timestamptz,
    PRIMARY KEY (county_code, id),
    CONSTRAINT case_leads_case_known FOREIGN KEY (county_code, case_id) REFERENCES cases (county_code, id),
    CONSTRAINT case_leads_worker_known FOREIGN KEY (county_code, worker_id) REFERENCES workers (county_code, id),
    CONSTRAINT case_leads_end_after_start CHECK (valid_to > valid_from),
    CONSTRAINT case_leads_one_a_day EXCLUDE USING gist
        (county_code WITH =, case_id WITH =, daterange(valid_from, valid_to) WITH &&)
);
SELECT county_table('case_leads');

-- What was done in a case, by day, and on one day by position.
CREATE TABLE case_steps (
    county_code text NOT NULL,
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    position integer NOT NULL,
    kind text NOT NULL,
    taken_on date NOT NULL,
    worker_id uuid NOT NULL,
    reason text,
    client_consents boolean,
    text_sealed bytea,
    referred_to_sealed bytea,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz,
    void_reason text,
    PRIMARY KEY (county_code, id),
    CONSTRAINT case_steps_case_known FOREIGN KEY (county_code, case_id) REFERENCES cases (county_code, id),
    CONSTRAINT case_steps_worker_known FOREIGN KEY (county_code, worker_id) REFERENCES workers (county_code, id),
    CONSTRAINT case_steps_position_once UNIQUE (county_code, case_id, position),
    CONSTRAINT case_steps_kind_known
        CHECK (kind IN ('assessment', 'plan', 'intervention', 'evaluation', 'closure', 'referral', 'reopening')),
    CONSTRAINT case_steps_whole
        CHECK ((kind = 'closure') = (reason IS NOT NULL) AND (kind = 'referral') = (client_consents IS NOT NULL))
);
SELECT county_table('case_steps');

CREATE TABLE case_goals (
    county_code text NOT NULL,
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    set_on date NOT NULL,
    goal_sealed bytea,
    measure_sealed bytea,
    before_sealed bytea,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz,
    void_reason text,
    PRIMARY KEY (county_code, id),
    CONSTRAINT case_goals_case_known FOREIGN KEY (county_code, case_id) REFERENCES cases (county_code, id)
);
CREATE INDEX case_goals_by_case ON case_goals (county_code, case_id, id);
SELECT county_table('case_goals');

-- What became of a goal; the latest by day, then by id, counts.
CREATE TABLE case_goal_outcomes (
    county_code text NOT NULL,
    id uuid NOT NULL,
    goal_id uuid NOT NULL,
    achieved text NOT NULL,
    measured_on date NOT NULL,
    after_sealed bytea,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT case_goal_outcomes_goal_known FOREIGN KEY (county_code, goal_id) REFERENCES case_goals (county_code, id),
    CONSTRAINT case_goal_outcomes_achieved_known CHECK (achieved IN ('fully', 'partly', 'not'))
);
CREATE INDEX case_goal_outcomes_by_goal ON case_goal_outcomes (county_code, goal_id, measured_on, id);
SELECT county_table('case_goal_outcomes');
