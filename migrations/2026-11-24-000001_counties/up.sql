-- Helpers of architecture.md "Growth" 3: they do nothing without Citus.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE FUNCTION county_table(name regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
        EXECUTE format('SELECT create_distributed_table(%L, %L)', name, 'county_code');
    END IF;
END $$;

CREATE FUNCTION shared_table(name regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
        EXECUTE format('SELECT create_reference_table(%L)', name);
    END IF;
END $$;

-- The tenants. A county by its GB/T 2260 code; a province (460000) and the installation (000000)
-- are rows too, because the accounts of their people need a home.
CREATE TABLE counties (
    code text PRIMARY KEY,
    kind text NOT NULL,
    name text NOT NULL,
    province_code text NOT NULL,
    station_name_pattern text,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT counties_code_form CHECK (code ~ '^[0-9]{6}$'),
    CONSTRAINT counties_kind_known CHECK (kind IN ('county', 'province', 'installation'))
);
SELECT shared_table('counties');

CREATE TABLE townships (
    county_code text NOT NULL REFERENCES counties (code),
    code text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    plan_order integer NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, code),
    CONSTRAINT townships_code_form CHECK (code ~ '^[0-9]{9}$'),
    CONSTRAINT townships_kind_known CHECK (kind IN ('town', 'township'))
);
SELECT county_table('townships');

-- Social organisations, agencies and bodies; a credit code is GB 32100.
CREATE TABLE organisations (
    county_code text NOT NULL REFERENCES counties (code),
    id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    credit_code text NOT NULL,
    legal_representative text,
    recorded_at timestamptz NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT organisations_credit_code_once UNIQUE (county_code, credit_code),
    CONSTRAINT organisations_kind_known CHECK (kind IN ('contractor', 'evaluation_agency', 'government', 'other'))
);
SELECT county_table('organisations');

-- Versions of the county's policy; a period is judged by the one in force then.
CREATE TABLE policies (
    county_code text NOT NULL REFERENCES counties (code),
    id uuid NOT NULL,
    effective_from date NOT NULL,
    body jsonb NOT NULL,
    reason text NOT NULL,
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT policies_one_a_day EXCLUDE USING gist
        (county_code WITH =, effective_from WITH =) WHERE (voided_at IS NULL)
);
SELECT county_table('policies');
