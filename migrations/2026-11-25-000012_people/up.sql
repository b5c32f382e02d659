-- What the plan prefers (六（三）) and never asks for; of no worker a criterion.
ALTER TABLE workers
    ADD COLUMN major text,
    ADD COLUMN social_work_major boolean,
    ADD COLUMN in_province_graduate boolean,
    ADD COLUMN in_province_training_base boolean;

-- A certificate is revoked once; `revocation_recorded_at` is when that became known.
ALTER TABLE certificates
    ADD COLUMN revoked_on date,
    ADD COLUMN revocation_reason text,
    ADD COLUMN revocation_recorded_at timestamptz;
ALTER TABLE certificates
    ADD CONSTRAINT certificates_whole_revocation
        CHECK (num_nulls(revoked_on, revocation_reason, revocation_recorded_at) IN (0, 3)),
    ADD CONSTRAINT certificates_revoked_once_obtained CHECK (revoked_on >= obtained_on);

CREATE TABLE registrations (
    county_code text NOT NULL,
    id uuid NOT NULL,
    certificate_id uuid NOT NULL,
    number text NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT registrations_certificate_known FOREIGN KEY (county_code, certificate_id) REFERENCES certificates (county_code, id),
    CONSTRAINT registrations_end_after_start CHECK (valid_to > valid_from)
);
CREATE INDEX registrations_by_certificate ON registrations (county_code, certificate_id);
SELECT county_table('registrations');

-- That somebody is fit, or not; never why. `valid_until` is the last day, where one was given.
CREATE TABLE health_statements (
    county_code text NOT NULL,
    id uuid NOT NULL,
    worker_id uuid NOT NULL,
    kind text NOT NULL,
    fit boolean NOT NULL,
    dated_on date NOT NULL,
    valid_until date,
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT health_statements_worker_known FOREIGN KEY (county_code, worker_id) REFERENCES workers (county_code, id),
    CONSTRAINT health_statements_kind_known CHECK (kind IN ('statement', 'examination')),
    CONSTRAINT health_statements_valid_while_fit CHECK (fit OR valid_until IS NULL),
    CONSTRAINT health_statements_valid_after_day CHECK (valid_until >= dated_on)
);
CREATE INDEX health_statements_by_worker ON health_statements (county_code, worker_id);
SELECT county_table('health_statements');

CREATE TABLE trainings (
    county_code text NOT NULL,
    id uuid NOT NULL,
    worker_id uuid NOT NULL,
    kind text NOT NULL,
    held_on date NOT NULL,
    hours integer NOT NULL,
    provider text NOT NULL,
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT trainings_worker_known FOREIGN KEY (county_code, worker_id) REFERENCES workers (county_code, id),
    CONSTRAINT trainings_kind_known CHECK (kind IN ('safety_education', 'continuing_education')),
    CONSTRAINT trainings_some_hours CHECK (hours > 0)
);
CREATE INDEX trainings_by_worker ON trainings (county_code, worker_id);
SELECT county_table('trainings');

CREATE TABLE absences (
    county_code text NOT NULL,
    id uuid NOT NULL,
    worker_id uuid NOT NULL,
    kind text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    recorded_at timestamptz NOT NULL,
    end_recorded_at timestamptz,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT absences_worker_known FOREIGN KEY (county_code, worker_id) REFERENCES workers (county_code, id),
    CONSTRAINT absences_kind_known CHECK (kind IN ('annual', 'sick', 'maternity', 'paternity', 'parental', 'marriage',
        'bereavement', 'work_injury', 'personal', 'without_leave', 'suspension', 'secondment')),
    CONSTRAINT absences_end_after_start CHECK (valid_to > valid_from),
    -- Nobody is away for two reasons on a day.
    CONSTRAINT absences_one_a_day EXCLUDE USING gist
        (county_code WITH =, worker_id WITH =, daterange(valid_from, valid_to) WITH &&) WHERE (voided_at IS NULL)
);
SELECT county_table('absences');
