-- sample: postgresql 16
-- file: 001_extension.sql released
CREATE EXTENSION IF NOT EXISTS plpgsql;
-- file: 002_update.sql
SET lock_timeout = '2s';
ALTER EXTENSION plpgsql UPDATE;
