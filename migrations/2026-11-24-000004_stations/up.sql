CREATE TABLE service_domains (
    county_code text NOT NULL REFERENCES counties (code),
    code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    alias_zh text,
    position integer NOT NULL,
    PRIMARY KEY (county_code, code)
);
SELECT county_table('service_domains');

CREATE TABLE service_items (
    county_code text NOT NULL,
    code text NOT NULL,
    domain_code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    summary text NOT NULL,
    position integer NOT NULL,
    PRIMARY KEY (county_code, code),
    CONSTRAINT service_items_domain_known FOREIGN KEY (county_code, domain_code) REFERENCES service_domains (county_code, code)
);
SELECT county_table('service_items');

CREATE TABLE stations (
    county_code text NOT NULL REFERENCES counties (code),
    id uuid NOT NULL,
    township_code text NOT NULL,
    name text NOT NULL,
    address text,
    phone text,
    recorded_at timestamptz NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT stations_one_a_township UNIQUE (county_code, township_code),
    CONSTRAINT stations_township_known FOREIGN KEY (county_code, township_code) REFERENCES townships (county_code, code)
);
SELECT county_table('stations');

-- The state of a station by day: planned, preparing, operating, suspended, closed.
CREATE TABLE station_states (
    county_code text NOT NULL,
    id uuid NOT NULL,
    station_id uuid NOT NULL,
    state text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    reason text NOT NULL,
    recorded_at timestamptz NOT NULL,
    end_recorded_at timestamptz,
    PRIMARY KEY (county_code, id),
    CONSTRAINT station_states_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT station_states_known CHECK (state IN ('planned', 'preparing', 'operating', 'suspended', 'closed')),
    CONSTRAINT station_states_end_after_start CHECK (valid_to >= valid_from),
    CONSTRAINT station_states_one_a_day EXCLUDE USING gist
        (county_code WITH =, station_id WITH =, daterange(valid_from, valid_to) WITH &&)
);
SELECT county_table('station_states');

CREATE TABLE agreements (
    county_code text NOT NULL REFERENCES counties (code),
    id uuid NOT NULL,
    contractor_id uuid NOT NULL,
    number text NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    staffing_date date NOT NULL,
    price numeric(14, 2),
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT agreements_number_once EXCLUDE USING gist
        (county_code WITH =, number WITH =) WHERE (voided_at IS NULL),
    CONSTRAINT agreements_end_after_start CHECK (valid_to > valid_from),
    CONSTRAINT agreements_contractor_known FOREIGN KEY (county_code, contractor_id) REFERENCES organisations (county_code, id)
);
SELECT county_table('agreements');

-- Which station an agreement covers on which days: one agreement at most on a day.
CREATE TABLE agreement_stations (
    county_code text NOT NULL,
    agreement_id uuid NOT NULL,
    station_id uuid NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz,
    PRIMARY KEY (county_code, agreement_id, station_id),
    CONSTRAINT agreement_stations_agreement_known FOREIGN KEY (county_code, agreement_id) REFERENCES agreements (county_code, id),
    CONSTRAINT agreement_stations_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT agreement_stations_one_a_day EXCLUDE USING gist
        (county_code WITH =, station_id WITH =, daterange(valid_from, valid_to) WITH &&) WHERE (voided_at IS NULL)
);
CREATE INDEX agreement_stations_by_station ON agreement_stations (county_code, station_id, valid_from);
SELECT county_table('agreement_stations');

CREATE TABLE service_years (
    county_code text NOT NULL,
    id uuid NOT NULL,
    agreement_id uuid NOT NULL,
    ordinal integer NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    recorded_at timestamptz NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT service_years_agreement_known FOREIGN KEY (county_code, agreement_id) REFERENCES agreements (county_code, id),
    CONSTRAINT service_years_ordinal_once UNIQUE (county_code, agreement_id, ordinal),
    CONSTRAINT service_years_end_after_start CHECK (valid_to > valid_from),
    CONSTRAINT service_years_apart EXCLUDE USING gist
        (county_code WITH =, agreement_id WITH =, daterange(valid_from, valid_to) WITH &&)
);
SELECT county_table('service_years');

-- Mid-term and final: the period judged, which share no day, and the days of scoring.
CREATE TABLE phases (
    county_code text NOT NULL,
    id uuid NOT NULL,
    service_year_id uuid NOT NULL,
    kind text NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    scoring_from date NOT NULL,
    scoring_to date NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT phases_year_known FOREIGN KEY (county_code, service_year_id) REFERENCES service_years (county_code, id),
    CONSTRAINT phases_kind_known CHECK (kind IN ('mid_term', 'final')),
    CONSTRAINT phases_kind_once UNIQUE (county_code, service_year_id, kind),
    CONSTRAINT phases_end_after_start CHECK (valid_to > valid_from AND scoring_to > scoring_from),
    CONSTRAINT phases_apart EXCLUDE USING gist
        (county_code WITH =, service_year_id WITH =, daterange(valid_from, valid_to) WITH &&)
);
SELECT county_table('phases');
