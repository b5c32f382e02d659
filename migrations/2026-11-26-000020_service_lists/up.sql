-- What a station takes on of the county's catalogue (五). A draft has no days; from the day of its filing a list is in
-- force until the next one is filed.
CREATE TABLE service_lists (
    county_code text NOT NULL,
    id uuid NOT NULL,
    station_id uuid NOT NULL,
    valid_from date,
    valid_to date,
    filed_at timestamptz,
    filed_by uuid,
    recorded_at timestamptz NOT NULL,
    end_recorded_at timestamptz,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT service_lists_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT service_lists_filed_or_draft CHECK (num_nulls(valid_from, filed_at, filed_by) IN (0, 3)),
    CONSTRAINT service_lists_end_after_start CHECK (valid_to > valid_from),
    CONSTRAINT service_lists_one_a_day EXCLUDE USING gist
        (county_code WITH =, station_id WITH =, daterange(valid_from, valid_to) WITH &&)
        WHERE (valid_from IS NOT NULL AND voided_at IS NULL)
);
CREATE INDEX service_lists_by_station ON service_lists (county_code, station_id, id);
SELECT county_table('service_lists');

CREATE TABLE service_list_items (
    county_code text NOT NULL,
    list_id uuid NOT NULL,
    item_code text NOT NULL,
    wording text,
    yearly_quantity integer,
    unit text,
    PRIMARY KEY (county_code, list_id, item_code),
    CONSTRAINT service_list_items_list_known FOREIGN KEY (county_code, list_id) REFERENCES service_lists (county_code, id),
    CONSTRAINT service_list_items_item_known FOREIGN KEY (county_code, item_code) REFERENCES service_items (county_code, code),
    CONSTRAINT service_list_items_some CHECK (yearly_quantity > 0)
);
SELECT county_table('service_list_items');

-- That bureau and township have it; the list is in force without.
CREATE TABLE service_list_receipts (
    county_code text NOT NULL,
    list_id uuid NOT NULL,
    party text NOT NULL,
    received_on date NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (county_code, list_id, party),
    CONSTRAINT service_list_receipts_list_known FOREIGN KEY (county_code, list_id) REFERENCES service_lists (county_code, id),
    CONSTRAINT service_list_receipts_party_known CHECK (party IN ('bureau', 'township'))
);
SELECT county_table('service_list_receipts');

-- Tasks of the county government's own that a station was asked to do and did not take on (五).
CREATE TABLE declined_requests (
    county_code text NOT NULL,
    id uuid NOT NULL,
    station_id uuid NOT NULL,
    requested_by text NOT NULL,
    requested_on date NOT NULL,
    matter text NOT NULL,
    request text NOT NULL,
    outcome text NOT NULL,
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz,
    void_reason text,
    version integer NOT NULL,
    PRIMARY KEY (county_code, id),
    CONSTRAINT declined_requests_station_known FOREIGN KEY (county_code, station_id) REFERENCES stations (county_code, id),
    CONSTRAINT declined_requests_matter_known CHECK (matter IN ('administration', 'management', 'service', 'confidential', 'other')),
    CONSTRAINT declined_requests_outcome_known CHECK (outcome IN ('declined', 'withdrawn', 'passed_on', 'insisted'))
);
CREATE INDEX declined_requests_by_station ON declined_requests (county_code, station_id, id);
SELECT county_table('declined_requests');
