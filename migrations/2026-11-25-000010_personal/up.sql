-- The data key of each person, wrapped by a root key that is never in the database. Destroying it makes every value
-- about the person unreadable; the row stays and tells when.
CREATE TABLE personal_keys (
    county_code text NOT NULL REFERENCES counties (code),
    person_id uuid NOT NULL,
    wrapped bytea,
    root_version integer NOT NULL,
    recorded_at timestamptz NOT NULL,
    destroyed_at timestamptz,
    PRIMARY KEY (county_code, person_id),
    CONSTRAINT personal_keys_there_or_destroyed CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);
CREATE INDEX personal_keys_by_root ON personal_keys (county_code, root_version, person_id) WHERE destroyed_at IS NULL;
SELECT county_table('personal_keys');

-- `name` holds what an older version wrote; the service seals it when it starts and writes only `name_sealed`.
-- An index is keyed: it finds an equal value and tells nothing else.
ALTER TABLE workers
    ALTER COLUMN name DROP NOT NULL,
    ADD COLUMN name_sealed bytea,
    ADD COLUMN identity_number_sealed bytea,
    ADD COLUMN identity_number_index bytea,
    ADD COLUMN phone_sealed bytea,
    ADD COLUMN phone_index bytea,
    ADD COLUMN local_household boolean,
    ADD COLUMN household_address_sealed bytea,
    ADD COLUMN sex text,
    ADD CONSTRAINT workers_named CHECK (name IS NOT NULL OR name_sealed IS NOT NULL),
    ADD CONSTRAINT workers_sex_known CHECK (sex IN ('female', 'male')),
    ADD CONSTRAINT workers_identity_number_once UNIQUE (county_code, identity_number_index);
CREATE INDEX workers_by_phone ON workers (county_code, phone_index);

-- Who read which personal values in the clear, and what for. The ordinal counts a caller's reveals, so that two at once
-- cannot both be the thirtieth of the hour.
CREATE TABLE reveals (
    county_code text NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    actor_id uuid NOT NULL,
    ordinal bigint NOT NULL,
    fields jsonb NOT NULL,
    purpose_sealed bytea NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT reveals_person_known FOREIGN KEY (county_code, person_id) REFERENCES personal_keys (county_code, person_id),
    CONSTRAINT reveals_one_after_another UNIQUE (county_code, actor_id, ordinal)
);
SELECT county_table('reveals');
