-- What the tests need to see the effect of a statement: all rows of the tables that existed, by primary key, and sequences set back before each statement.
CREATE SCHEMA oracle;
CREATE TABLE oracle.watched AS SELECT c.oid AS relation, c.relname AS name, i.indkey::smallint[] AS key FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
    WHERE c.relnamespace = 'shop'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition;
CREATE TABLE oracle.sequence (relation oid PRIMARY KEY, last_value bigint, is_called boolean);

CREATE FUNCTION oracle.state() RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET row_security = off AS $$
DECLARE
    watched record;
    found jsonb;
    result jsonb = '{}';
BEGIN
    FOR watched IN
        SELECT w.name, c.oid::regclass AS relation, (SELECT string_agg(format('t.%I', a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (w.key) AND NOT a.attisdropped) AS key
        FROM oracle.watched w JOIN pg_class c ON c.oid = w.relation
    LOOP
        EXECUTE format('SELECT coalesce(jsonb_object_agg(concat_ws(''/'', %s), to_jsonb(t)), ''{}'') FROM %s t', watched.key, watched.relation) INTO found;
        result = result || jsonb_build_object(watched.name, found);
    END LOOP;
    RETURN replace(result::text, to_jsonb(now()) #>> '{}', '<now>');
END $$;

CREATE FUNCTION oracle.remember_sequences() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found record;
BEGIN
    DELETE FROM oracle.sequence;
    FOR found IN SELECT c.oid, c.oid::regclass AS relation FROM pg_class c WHERE c.relkind = 'S' AND c.relnamespace NOT IN ('pg_catalog'::regnamespace) AND c.relnamespace::regnamespace::text NOT LIKE 'migration_guard%' LOOP
        EXECUTE format('INSERT INTO oracle.sequence SELECT %s, last_value, is_called FROM %s', found.oid, found.relation);
    END LOOP;
END $$;

CREATE FUNCTION oracle.rewind_sequences() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
    'SELECT setval(s.relation::regclass, s.last_value, s.is_called) FROM oracle.sequence s JOIN pg_class c ON c.oid = s.relation';
CREATE FUNCTION oracle.run_prepared(commands text[]) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
    command text;
    result text[] = '{}';
BEGIN
    FOREACH command IN ARRAY commands LOOP
        BEGIN
            EXECUTE command;
            RAISE SQLSTATE 'RB000';
        EXCEPTION
            WHEN SQLSTATE 'RB000' THEN result = result || NULL::text;
            WHEN OTHERS THEN result = result || (SQLSTATE || ' ' || SQLERRM);
        END;
    END LOOP;
    RETURN result;
END $$;
GRANT USAGE ON SCHEMA oracle TO matrix_app;
SELECT oracle.remember_sequences();
