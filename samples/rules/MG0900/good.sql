-- sample: postgresql 16
-- file: 001_orders.sql released
CREATE TABLE orders (id bigint PRIMARY KEY);
-- file: 002_changes.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
