-- sample: postgresql 16
-- file: 001_partitions.sql
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
