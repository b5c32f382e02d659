-- Two registrations of one client: the merged one points to the one that stays. Nothing is moved, so a merge is undone by
-- taking the pointer away.
ALTER TABLE clients ADD COLUMN merged_into uuid;
ALTER TABLE clients
    ADD CONSTRAINT clients_merged_into_known FOREIGN KEY (county_code, merged_into) REFERENCES clients (county_code, id);
ALTER TABLE clients ADD CONSTRAINT clients_merged_into_another CHECK (merged_into <> id);
CREATE INDEX clients_by_survivor ON clients (county_code, merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE client_merges (
    county_code text NOT NULL,
    id uuid NOT NULL,
    survivor_id uuid NOT NULL,
    merged_id uuid NOT NULL,
    reason text NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    undone_at timestamptz,
    undo_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT client_merges_survivor_known FOREIGN KEY (county_code, survivor_id) REFERENCES clients (county_code, id),
    CONSTRAINT client_merges_merged_known FOREIGN KEY (county_code, merged_id) REFERENCES clients (county_code, id),
    CONSTRAINT client_merges_one_stands EXCLUDE USING gist (county_code WITH =, merged_id WITH =) WHERE (undone_at IS NULL)
);
SELECT county_table('client_merges');
