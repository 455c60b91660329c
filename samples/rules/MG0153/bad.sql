-- sample: postgresql 15
-- file: 001_orders.sql released
CREATE TABLE orders (id bigint PRIMARY KEY, note text) WITH (autovacuum_freeze_max_age = 100000);
DO $$ BEGIN FOR n IN 1..110000 LOOP BEGIN INSERT INTO orders VALUES (1); RAISE EXCEPTION 'never mind'; EXCEPTION WHEN raise_exception THEN NULL; END; END LOOP; END $$;
-- file: 002_note.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN state text;
