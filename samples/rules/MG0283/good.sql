-- sample: postgresql 15
-- file: 001_orders.sql released
CREATE TABLE orders (id bigint PRIMARY KEY, tenant_id bigint NOT NULL, note text);
CREATE FUNCTION note_of(wanted bigint) RETURNS text LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN (SELECT note FROM orders WHERE id = wanted); END $$;
-- file: 002_note.sql
SET lock_timeout = '2s';
CREATE OR REPLACE FUNCTION note_of(wanted bigint) RETURNS text LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN NULL; END $$;
ALTER TABLE orders DROP COLUMN note;
