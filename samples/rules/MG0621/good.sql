-- sample: postgresql 16
-- file: 001_tables.sql released
CREATE TABLE events (
    at timestamptz NOT NULL,
    kind text NOT NULL
) PARTITION BY RANGE (at);
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- file: 002_change.sql
-- migrationguard: no-transaction
SET lock_timeout = '2s';
CREATE INDEX IF NOT EXISTS events_at_idx ON ONLY events (at);
CREATE INDEX CONCURRENTLY IF NOT EXISTS events_2026_at_idx ON events_2026 (at);
ALTER INDEX events_at_idx ATTACH PARTITION events_2026_at_idx;
