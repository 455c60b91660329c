-- sample: postgresql 16
-- file: 001_events.sql released
CREATE TABLE events (
    event_id bigint NOT NULL,
    payload jsonb NOT NULL
);
-- file: 002_primary_key.sql
SET lock_timeout = '2s';
ALTER TABLE events ADD CONSTRAINT events_pkey PRIMARY KEY (event_id);
