-- sample: postgresql 16
-- file: 001_events.sql released
CREATE TABLE events (
    id bigint NOT NULL,
    created_at date NOT NULL,
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_2026 (
    id bigint NOT NULL,
    created_at date NOT NULL,
    PRIMARY KEY (id, created_at)
);
-- file: 002_partition.sql
SET lock_timeout = '2s';
CREATE TABLE events_2027 PARTITION OF events FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
