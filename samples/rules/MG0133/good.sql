-- sample: postgresql 16
-- file: 001_events.sql released
CREATE TABLE events (
    event_id bigint NOT NULL,
    payload jsonb NOT NULL
);
-- file: 002_index.sql
-- migrationguard: no-transaction
-- migrationguard: phase contract
SET lock_timeout = '2s';
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS events_pkey ON events (event_id);
-- file: 003_primary_key.sql
SET lock_timeout = '2s';
ALTER TABLE events ADD CONSTRAINT events_pkey PRIMARY KEY USING INDEX events_pkey;
