-- Names that are sealed cannot be unsealed here: only an installation without sealed names can go back.
DROP TABLE reveals;
ALTER TABLE workers
    ALTER COLUMN name SET NOT NULL,
    DROP COLUMN name_sealed,
    DROP COLUMN identity_number_sealed,
    DROP COLUMN identity_number_index,
    DROP COLUMN phone_sealed,
    DROP COLUMN phone_index,
    DROP COLUMN local_household,
    DROP COLUMN household_address_sealed,
    DROP COLUMN sex;
DROP TABLE personal_keys;
