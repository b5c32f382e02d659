DROP TABLE client_moves;
