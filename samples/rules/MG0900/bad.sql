-- sample: postgresql 16
-- file: 001_orders.sql released
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
CREATE TABLE pending_changes (id bigint PRIMARY KEY, command text NOT NULL);
-- file: 002_changes.sql
SET lock_timeout = '2s';
DO $$
DECLARE
    change record;
BEGIN
    FOR change IN SELECT command FROM pending_changes ORDER BY id LOOP
        EXECUTE change.command;
    END LOOP;
END;
$$;
