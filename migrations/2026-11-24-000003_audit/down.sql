DROP TABLE event_checkpoints;
DROP TABLE event_heads;
DROP TABLE event_positions;
DROP TABLE events_pending;
DROP TABLE events;
