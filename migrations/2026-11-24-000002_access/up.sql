CREATE TABLE users (
    county_code text NOT NULL REFERENCES counties (code),
    id uuid NOT NULL,
    username text NOT NULL,
    display_name text NOT NULL,
    role text NOT NULL,
    township_code text,
    organisation_id uuid,
    worker_id uuid,
    password_hash text NOT NULL,
    password_set_at timestamptz NOT NULL,
    disabled_at timestamptz,
    recorded_at timestamptz NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT users_username_once UNIQUE (county_code, username),
    CONSTRAINT users_township_known FOREIGN KEY (county_code, township_code) REFERENCES townships (county_code, code),
    CONSTRAINT users_organisation_known FOREIGN KEY (county_code, organisation_id) REFERENCES organisations (county_code, id)
);
SELECT county_table('users');

-- One row a sign-in. Only the hashes of the newest refresh token and of the one before it are kept:
-- the one before is accepted while the newest was never presented (a lost answer), any other ends the session.
CREATE TABLE sessions (
    county_code text NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    current_hash bytea NOT NULL,
    previous_hash bytea,
    started_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    end_reason text,
    PRIMARY KEY (county_code, id),
    CONSTRAINT sessions_user_known FOREIGN KEY (county_code, user_id) REFERENCES users (county_code, id)
);
CREATE INDEX sessions_by_user ON sessions (county_code, user_id) WHERE ended_at IS NULL;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
SELECT county_table('sessions');

-- Counted by the hash of the name tried, whether or not such an account exists.
CREATE TABLE sign_in_failures (
    county_code text NOT NULL,
    login_hash bytea NOT NULL,
    failures integer NOT NULL,
    last_failed_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, login_hash)
);
SELECT county_table('sign_in_failures');

-- `scopes` are separated by spaces, as in RFC 6749.
CREATE TABLE machine_clients (
    county_code text NOT NULL REFERENCES counties (code),
    id uuid NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    scopes text NOT NULL,
    township_code text,
    organisation_id uuid,
    secret_hash bytea,
    public_key text,
    revoked_at timestamptz,
    recorded_at timestamptz NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT machine_clients_one_credential CHECK ((secret_hash IS NULL) <> (public_key IS NULL)),
    CONSTRAINT machine_clients_township_known FOREIGN KEY (county_code, township_code) REFERENCES townships (county_code, code),
    CONSTRAINT machine_clients_organisation_known FOREIGN KEY (county_code, organisation_id) REFERENCES organisations (county_code, id)
);
SELECT county_table('machine_clients');

-- Client assertions (private_key_jwt) already seen: each works once.
CREATE TABLE used_assertions (
    county_code text NOT NULL,
    client_id uuid NOT NULL,
    jti text NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, client_id, jti)
);
SELECT county_table('used_assertions');

-- The answer is sealed with a key derived from the Idempotency-Key itself, of which only a hash is here.
CREATE TABLE idempotency_keys (
    county_code text NOT NULL,
    caller_id uuid NOT NULL,
    key_hash bytea NOT NULL,
    request_hash bytea NOT NULL,
    sealed_answer bytea,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, caller_id, key_hash)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (recorded_at);
SELECT county_table('idempotency_keys');
