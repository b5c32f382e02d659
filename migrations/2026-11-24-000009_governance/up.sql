-- The plan's milestones. `derived_from` names the facts that tell whether one is reached; without it, it is declared.
CREATE TABLE milestones (
    county_code text NOT NULL REFERENCES counties (code),
    code text NOT NULL,
    position integer NOT NULL,
    phase text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    due_on date NOT NULL,
    responsible text NOT NULL,
    derived_from text,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, code),
    CONSTRAINT milestones_phase_known CHECK (phase IN ('launch', 'service', 'evaluation')),
    CONSTRAINT milestones_responsible_known CHECK (responsible IN ('contractor', 'township_government', 'bureau')),
    CONSTRAINT milestones_derivation_known CHECK (derived_from IN ('premises', 'agreements', 'staffing', 'opening', 'evaluation'))
);
SELECT county_table('milestones');

-- What the bureau declares of a milestone, with its trace files.
CREATE TABLE milestone_declarations (
    county_code text NOT NULL,
    id uuid NOT NULL,
    milestone_code text NOT NULL,
    reached_on date NOT NULL,
    note text,
    attachments jsonb NOT NULL,
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT milestone_declarations_milestone_known FOREIGN KEY (county_code, milestone_code) REFERENCES milestones (county_code, code),
    CONSTRAINT milestone_declarations_one_stands EXCLUDE USING gist
        (county_code WITH =, milestone_code WITH =) WHERE (voided_at IS NULL)
);
CREATE INDEX milestone_declarations_by_milestone ON milestone_declarations (county_code, milestone_code, id);
SELECT county_table('milestone_declarations');

-- The leading group by offices held; no person is named.
CREATE TABLE leading_group_seats (
    county_code text NOT NULL REFERENCES counties (code),
    id uuid NOT NULL,
    seat text NOT NULL,
    office text NOT NULL,
    position integer NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    recorded_at timestamptz NOT NULL,
    end_recorded_at timestamptz,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT leading_group_seats_seat_known CHECK (seat IN ('chair', 'deputy_chair', 'member', 'office_director')),
    CONSTRAINT leading_group_seats_end_after_start CHECK (valid_to > valid_from),
    -- One chair and one director of the office at a time; deputies and members are several.
    CONSTRAINT leading_group_seats_one_a_day EXCLUDE USING gist
        (county_code WITH =, seat WITH =, daterange(valid_from, valid_to) WITH &&)
        WHERE (voided_at IS NULL AND seat IN ('chair', 'office_director'))
);
SELECT county_table('leading_group_seats');
