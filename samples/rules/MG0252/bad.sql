-- sample: postgresql 16
-- file: 001_type.sql released
CREATE TYPE order_status AS ENUM ('open', 'shipped');
-- file: 002_drop.sql
SET lock_timeout = '2s';
DROP TYPE order_status;
