-- Whom a station serves: a person or a household. What tells who it is is sealed under the client's own key
-- (`personal_keys`); an index is keyed, finds an equal value and tells nothing else. `content_index` is the keyed hash of
-- what the client was registered with, so that a phone can send it again.
CREATE TABLE clients (
    county_code text NOT NULL REFERENCES counties (code),
    id uuid NOT NULL,
    station_id uuid NOT NULL,
    kind text NOT NULL,
    village_code text,
    name_sealed bytea,
    name_index bytea,
    identity_number_sealed bytea,
    identity_number_index bytea,
    phone_sealed bytea,
    phone_index bytea,
    address_sealed bytea,
    needs_sealed bytea,
    notes_sealed bytea,
    birth_date date,
    sex text,
    content_index bytea,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT clients_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT clients_village_known FOREIGN KEY (county_code, village_code) REFERENCES villages (county_code, code),
    CONSTRAINT clients_kind_known CHECK (kind IN ('person', 'household')),
    CONSTRAINT clients_sex_known CHECK (sex IN ('female', 'male')),
    CONSTRAINT clients_household_has_no_birth CHECK (kind = 'person' OR num_nonnulls(identity_number_sealed, birth_date, sex) = 0)
);
CREATE INDEX clients_by_station ON clients (county_code, station_id, id);
CREATE INDEX clients_by_identity_number ON clients (county_code, identity_number_index);
CREATE INDEX clients_by_phone ON clients (county_code, phone_index);
CREATE INDEX clients_by_name ON clients (county_code, name_index);
SELECT county_table('clients');

-- What holds of a client by day. One table, because all kinds are recorded, ended and voided alike; which columns a kind
-- has is checked. `sealed` is about the client or the guardian, under the client's key.
CREATE TABLE client_facts (
    county_code text NOT NULL,
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    kind text NOT NULL,
    category text,
    risk_level text,
    relation text,
    member_id uuid,
    consent_by text,
    consent_channel text,
    text_version text,
    sealed bytea,
    valid_from date NOT NULL,
    valid_to date,
    recorded_at timestamptz NOT NULL,
    end_recorded_at timestamptz,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT client_facts_client_known FOREIGN KEY (county_code, client_id) REFERENCES clients (county_code, id),
    CONSTRAINT client_facts_member_known FOREIGN KEY (county_code, member_id) REFERENCES clients (county_code, id),
    CONSTRAINT client_facts_whole CHECK (CASE kind
        WHEN 'category' THEN category IS NOT NULL
        WHEN 'risk_level' THEN risk_level IS NOT NULL
        WHEN 'member' THEN relation IS NOT NULL AND member_id IS NOT NULL
        WHEN 'guardian' THEN relation IS NOT NULL
        WHEN 'consent' THEN consent_by IS NOT NULL
        WHEN 'wandering_risk' THEN true
        ELSE false END),
    -- A consent may be withdrawn on the day it was given.
    CONSTRAINT client_facts_end_after_start CHECK (valid_to > valid_from OR (kind = 'consent' AND valid_to = valid_from)),
    CONSTRAINT client_facts_category_once EXCLUDE USING gist
        (county_code WITH =, client_id WITH =, category WITH =, daterange(valid_from, valid_to) WITH &&)
        WHERE (voided_at IS NULL AND kind = 'category'),
    CONSTRAINT client_facts_one_of_a_day EXCLUDE USING gist
        (county_code WITH =, client_id WITH =, kind WITH =, daterange(valid_from, valid_to) WITH &&)
        WHERE (voided_at IS NULL AND kind IN ('risk_level', 'wandering_risk')),
    CONSTRAINT client_facts_member_once EXCLUDE USING gist
        (county_code WITH =, client_id WITH =, member_id WITH =, daterange(valid_from, valid_to) WITH &&)
        WHERE (voided_at IS NULL AND kind = 'member')
);
CREATE INDEX client_facts_by_client ON client_facts (county_code, client_id, id);
CREATE INDEX client_facts_by_kind ON client_facts (county_code, kind, id);
SELECT county_table('client_facts');
