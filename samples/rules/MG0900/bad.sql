-- sample: postgresql 16
-- file: 001_orders.sql released
CREATE TABLE orders_2030 (id bigint PRIMARY KEY, note text);
CREATE TABLE orders_2031 (id bigint PRIMARY KEY, note text);
-- file: 002_partitions.sql
SET lock_timeout = '2s';
DO $$
DECLARE
    part text;
BEGIN
    FOREACH part IN ARRAY ARRAY['2030', '2031'] LOOP
        EXECUTE 'ALTER TABLE orders_' || part || ' DROP COLUMN note';
    END LOOP;
END;
$$;
