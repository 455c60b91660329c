-- sample: postgresql 16
-- file: 001_orders.sql released
CREATE TABLE orders_2030 (id bigint PRIMARY KEY);
-- file: 002_partitions.sql
SET lock_timeout = '2s';
ALTER TABLE orders_2030 ADD COLUMN note text;
