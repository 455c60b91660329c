-- Live versions' statements that depend on a relation, and whether they write it: true, false, or null where that cannot be told.
CREATE FUNCTION migration_guard.live_uses(relation oid) RETURNS TABLE (version integer, statement bigint, writes boolean, writes_anything boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
    WITH RECURSIVE written (relation) AS (
        SELECT live_uses.relation
        UNION
        SELECT i.inhparent FROM pg_inherits AS i JOIN written AS w ON i.inhrelid = w.relation
    )
    SELECT DISTINCT s.version, s.id,
        CASE WHEN s.writes IS NULL OR s.unproved IS NOT NULL THEN NULL
             ELSE s.writes ?| (SELECT array_agg(quote_ident(n.nspname) || '.' || quote_ident(c.relname))
                               FROM written AS w JOIN pg_class AS c ON c.oid = w.relation JOIN pg_namespace AS n ON n.oid = c.relnamespace) END,
        s.writes IS NULL OR s.writes <> '{}'
    FROM migration_guard.object AS o
    JOIN migration_guard.statement_object AS d ON d.object = o.id
    JOIN migration_guard.statement AS s ON s.id = d.statement
    JOIN migration_guard.kept() AS v (id) ON v.id = s.version
    WHERE o.class = 'pg_class'::regclass AND o.object = live_uses.relation
$$;

-- Relations that a written name can mean. Without a schema it is every one of that name: the session's search_path is not known here.
CREATE FUNCTION migration_guard.relations_named(schema_name text, relation_name text, kinds "char"[]) RETURNS SETOF oid
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT c.oid
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relname = relations_named.relation_name AND c.relkind = ANY (kinds) AND c.relpersistence <> 't'
        AND (schema_name IS NULL OR n.nspname = schema_name)
        AND n.nspname NOT IN ('pg_catalog', 'pg_toast', 'information_schema')
$$;

-- The relations whose versions a CONCURRENTLY command concerns.
CREATE FUNCTION migration_guard.relations_of_command(command jsonb) RETURNS oid[]
LANGUAGE sql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
    SELECT CASE command ->> 'kind'
        WHEN 'create' THEN ARRAY(SELECT migration_guard.relations_named(command ->> 'schema', command ->> 'name', '{r,m,p}'))
        WHEN 'drop' THEN ARRAY(
            SELECT i.indrelid FROM migration_guard.relations_named(command ->> 'schema', command ->> 'name', '{i,I}') AS r
            JOIN pg_index AS i ON i.indexrelid = r)
        WHEN 'detach' THEN ARRAY(
            SELECT unnest(ARRAY[i.inhparent, i.inhrelid])
            FROM migration_guard.relations_named(command ->> 'schema', command ->> 'name', '{p}') AS parent
            JOIN pg_inherits AS i ON i.inhparent = parent
            WHERE i.inhrelid IN (SELECT migration_guard.relations_named(command ->> 'child_schema', command ->> 'child', '{r,p,f}')))
        ELSE '{}'
    END
$$;

CREATE FUNCTION migration_guard.finding(version integer, statement bigint, verdict text, cause text, difference text) RETURNS jsonb
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT jsonb_build_object('version', version, 'statement', statement, 'verdict', verdict, 'sqlstate', NULL, 'message', NULL, 'cause', cause, 'differences', jsonb_build_array(jsonb_build_object('id', difference)))
$$;

-- Judged as the same index without CONCURRENTLY is at commit.
CREATE FUNCTION migration_guard.judge_new_index(command jsonb, difference text) RETURNS SETOF jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
DECLARE
    relation oid;
    facts_after jsonb;
    is_unique CONSTANT boolean := (command ->> 'unique')::boolean;
    index CONSTANT jsonb := nullif(command -> 'index', 'null');
BEGIN
    FOREACH relation IN ARRAY migration_guard.relations_of_command(command) LOOP
        CONTINUE WHEN NOT EXISTS (SELECT FROM migration_guard.live_uses(relation) AS u WHERE u.writes_anything);
        SELECT jsonb_set(f.facts, '{indexes,(new)}', coalesce(index, '{}')) INTO facts_after
        FROM migration_guard.facts_of(ARRAY['pg_class'::regclass::oid], ARRAY[relation], NULL) AS f;
        RETURN QUERY
        SELECT migration_guard.finding(s.version, s.id,
            CASE WHEN is_unique AND u.writes THEN 'fail' ELSE 'unknown' END,
            CASE WHEN is_unique THEN format('a unique index on %s refuses values that this statement could write before', relation::regclass)
                 ELSE format('an index on %s can refuse values: an expression can fail, or a value can be too long for an index', relation::regclass) END,
            difference)
        FROM migration_guard.live_uses(relation) AS u
        JOIN migration_guard.statement AS s ON s.id = u.statement
        JOIN migration_guard.object AS o ON o.version = s.version AND o.role = s.role AND o.class = 'pg_class'::regclass AND o.object = relation
        JOIN migration_guard.statement_object AS d ON d.statement = s.id AND d.object = o.id
        WHERE u.writes_anything AND (index IS NULL OR s.unproved IS NOT NULL OR (migration_guard.judge_index(s,
            ROW(difference, o.id, 'relation', o.identity, '{indexes,(new)}', NULL, index, o.facts, facts_after)::migration_guard.difference, d.access)).verdict <> 'pass');
    END LOOP;
END
$$;

CREATE FUNCTION migration_guard.judge_dropped_index(command jsonb, difference text) RETURNS SETOF jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
DECLARE
    dropped record;
BEGIN
    FOR dropped IN
        SELECT i.indrelid AS relation, c.relname AS name, i.indisunique OR i.indisexclusion AS is_unique,
            i.indisreplident AND EXISTS (SELECT FROM pg_publication AS p WHERE p.puballtables
                OR EXISTS (SELECT FROM pg_publication_rel AS r WHERE r.prpubid = p.oid AND r.prrelid = i.indrelid)
                OR EXISTS (SELECT FROM pg_publication_namespace AS s WHERE s.pnpubid = p.oid AND s.pnnspid = c.relnamespace)) AS identifies
        FROM migration_guard.relations_named(command ->> 'schema', command ->> 'name', '{i,I}') AS r
        JOIN pg_class AS c ON c.oid = r
        JOIN pg_index AS i ON i.indexrelid = r
    LOOP
        RETURN QUERY
        SELECT migration_guard.finding(s.version, s.id, CASE WHEN s.arbiters IS NULL THEN 'unknown' ELSE 'fail' END,
            format('ON CONFLICT needs the unique index %I', dropped.name), difference)
        FROM migration_guard.live_uses(dropped.relation) AS u JOIN migration_guard.statement AS s ON s.id = u.statement
        WHERE dropped.is_unique AND 'conflict' = ANY (s.tokens)
            AND (s.arbiters IS NULL OR EXISTS (SELECT FROM jsonb_array_elements(s.arbiters) AS a WHERE a -> 'indexes' ? dropped.name));
        RETURN QUERY
        SELECT migration_guard.finding(u.version, u.statement, CASE WHEN u.writes THEN 'fail' ELSE 'unknown' END,
            format('rows of %s are published and %I is what identifies them: UPDATE and DELETE fail without it', dropped.relation::regclass, dropped.name), difference)
        FROM migration_guard.live_uses(dropped.relation) AS u JOIN migration_guard.statement AS s ON s.id = u.statement
        WHERE dropped.identifies AND u.writes_anything;
    END LOOP;
END
$$;

-- What a CONCURRENTLY command breaks, in the form of judge_objects' rows. Asked before it starts: refused at its end it would leave
-- an index that nothing can use but that refuses rows, or half a partition.
CREATE FUNCTION migration_guard.judge_concurrent(command jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
DECLARE
    kind CONSTANT text := command ->> 'kind';
    difference CONSTANT text := 'concurrently-' || left(encode(sha256(convert_to(command ->> 'text', 'UTF8')), 'hex'), 12);
    found jsonb;
BEGIN
    IF kind = 'create' THEN
        SELECT jsonb_agg(f) INTO found FROM migration_guard.judge_new_index(command, difference) AS f;
    ELSIF kind = 'drop' THEN
        SELECT jsonb_agg(f) INTO found FROM migration_guard.judge_dropped_index(command, difference) AS f;
    ELSIF kind = 'detach' THEN
        SELECT jsonb_agg(DISTINCT migration_guard.finding(u.version, u.statement, 'fail',
            format('the rows of partition %I are no longer in %I', command ->> 'child', command ->> 'name'), difference)) INTO found
        FROM unnest(migration_guard.relations_of_command(command)) AS relation, migration_guard.live_uses(relation) AS u;
    ELSE
        SELECT jsonb_agg(migration_guard.finding(v.id, NULL, 'unknown',
            'the guard cannot read the names in this command; write them without U&', difference)) INTO found
        FROM migration_guard.kept() AS v (id);
    END IF;
    RETURN (SELECT jsonb_agg(f) FROM jsonb_array_elements(found) AS f
            WHERE NOT EXISTS (SELECT FROM migration_guard.acceptance AS a WHERE a.version = (f ->> 'version')::integer AND a.difference = f #>> '{differences,0,id}'));
END
$$;
