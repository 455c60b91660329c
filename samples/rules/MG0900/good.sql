-- sample: postgresql 16
-- file: 001_partitions.sql
SET lock_timeout = '2s';
ALTER TABLE orders_2030 ADD COLUMN note text;
ALTER TABLE orders_2031 ADD COLUMN note text;
