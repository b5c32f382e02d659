-- Who may see a minor's data, by whose approval and until when (Regulation on the Protection of Minors in Cyberspace
-- art. 36); in an emergency at once, reviewed afterwards. Reasons are sealed under the client's key.
CREATE TABLE minor_access_approvals (
    county_code text NOT NULL,
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    emergency boolean NOT NULL,
    reason_sealed bytea,
    requested_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    outcome text,
    decided_by uuid,
    decided_at timestamptz,
    opens_until timestamptz,
    ended_at timestamptz,
    ended_by uuid,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT minor_access_approvals_client_known FOREIGN KEY (county_code, client_id) REFERENCES clients (county_code, id),
    CONSTRAINT minor_access_approvals_outcome_known CHECK (outcome IN ('approved', 'refused', 'justified', 'not_justified')),
    CONSTRAINT minor_access_approvals_decided CHECK (num_nulls(outcome, decided_by, decided_at) IN (0, 3)),
    CONSTRAINT minor_access_approvals_ended CHECK (num_nulls(ended_at, ended_by) IN (0, 2))
);
CREATE INDEX minor_access_approvals_by_client ON minor_access_approvals (county_code, client_id, requested_by);
SELECT county_table('minor_access_approvals');
