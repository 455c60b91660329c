-- sample: postgresql 16
-- file: 001_tables.sql released
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
ALTER TABLE orders DROP COLUMN note;
-- file: 002_note.sql
-- migrationguard: phase contract
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN IF EXISTS note;
