DROP TABLE idempotency_keys;
DROP TABLE used_assertions;
DROP TABLE machine_clients;
DROP TABLE sign_in_failures;
DROP TABLE sessions;
DROP TABLE users;
