-- The keys of clients stay in personal_keys: without the rows they open nothing.
DROP TABLE client_facts;
DROP TABLE clients;
