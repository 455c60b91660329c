-- One fact of one object that is not what it was when the version was published; new is null where it is gone.
CREATE TYPE migration_guard.difference AS (id text, object bigint, kind text, identity text, path text[], old jsonb, new jsonb, old_facts jsonb, new_facts jsonb);

-- Leaves at which two documents of facts differ.
CREATE FUNCTION migration_guard.differing(old jsonb, new jsonb) RETURNS TABLE (path text[], before jsonb, after jsonb)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $differing$
    WITH RECURSIVE d (path, o, n) AS (
        SELECT '{}'::text[], old, new
        UNION ALL
        SELECT d.path || k.key, d.o -> k.key, d.n -> k.key
        FROM d, LATERAL (SELECT jsonb_object_keys(d.o) UNION SELECT jsonb_object_keys(d.n)) AS k(key)
        WHERE jsonb_typeof(d.o) = 'object' AND jsonb_typeof(d.n) = 'object' AND (d.o -> k.key) IS DISTINCT FROM (d.n -> k.key)
    )
    SELECT d.path, d.o, d.n FROM d
    WHERE d.o IS DISTINCT FROM d.n AND NOT coalesce(jsonb_typeof(d.o) = 'object' AND jsonb_typeof(d.n) = 'object', false)
$differing$;

-- A view that shows one table's columns and nothing else: no filter, no expression, nothing that redirects writes.
CREATE FUNCTION migration_guard.is_plain_view(facts jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN facts ->> 'kind' = 'v' AND facts -> 'view' ->> 'base' IS NOT NULL
   AND coalesce(facts -> 'triggers', '{}') = '{}' AND coalesce(facts -> 'rules', '{}') = '{}'
   AND facts -> 'view' ->> 'definition' !~* '''|\(|\m(where|join|group|having|order|limit|offset|fetch|union|intersect|except|with|distinct|tablesample|for)\M'
   AND NOT EXISTS (SELECT FROM jsonb_object_keys(facts -> 'columns') AS c WHERE NOT facts -> 'view' -> 'base_columns' ? c);

-- The facts of a table as a client sees it through a plain view; null where a name cannot be mapped with certainty.
CREATE FUNCTION migration_guard.seen_through(view_facts jsonb, base_facts jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $seen$
DECLARE
    mapping jsonb := view_facts -> 'view' -> 'base_columns';
    rest text := (base_facts - 'columns' - 'privileges')::text;
    columns jsonb;
    pair record;
BEGIN
    IF NOT migration_guard.is_plain_view(view_facts) OR base_facts ->> 'kind' NOT IN ('r', 'p') THEN
        RETURN NULL;
    END IF;
    FOR pair IN SELECT m.key, m.value FROM jsonb_each_text(mapping) AS m WHERE m.key <> m.value LOOP
        IF pair.key !~ '^[a-z_][a-z0-9_]*$' OR pair.value !~ '^[a-z_][a-z0-9_]*$' THEN
            RETURN NULL;
        END IF;
        -- The old name of the column behind \x03, so that two columns may have changed names with each other.
        rest := regexp_replace(rest, '\m' || pair.value || '\M', '@@' || pair.key || '@@', 'g');
    END LOOP;
    rest := regexp_replace(rest, '@@([a-z_][a-z0-9_]*)@@', '\1', 'g');
    SELECT jsonb_object_agg(c.key, base_facts -> 'columns' -> c.value || jsonb_build_object('privileges', view_facts -> 'columns' -> c.key -> 'privileges', 'position', view_facts -> 'columns' -> c.key -> 'position')
            || CASE WHEN view_facts -> 'columns' -> c.key -> 'default' <> 'null' THEN jsonb_build_object('default', view_facts -> 'columns' -> c.key -> 'default') ELSE '{}' END)
        INTO columns FROM jsonb_each_text(mapping) AS c;
    SELECT columns || coalesce(jsonb_object_agg('(base) ' || b.key, b.value), '{}') INTO columns
    FROM jsonb_each(base_facts -> 'columns') AS b WHERE b.key NOT IN (SELECT m.value FROM jsonb_each_text(mapping) AS m);
    RETURN rest::jsonb || jsonb_build_object('columns', columns, 'privileges', view_facts -> 'privileges', 'options', view_facts -> 'options', 'seen_through', view_facts -> 'view' -> 'base')
        || CASE WHEN (base_facts ->> 'row_security')::boolean THEN '{"row_security_of_view_owner": true}'::jsonb ELSE '{}' END;
END $seen$;

CREATE FUNCTION migration_guard.difference_id(identity text, path text[], old jsonb, new jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN substr(encode(sha256(convert_to(concat_ws(E'\x1f', identity, path::text, coalesce(old::text, '-'), coalesce(new::text, '-')), 'UTF8')), 'hex'), 1, 10);

-- The numbers of a plain view's columns in its table.
CREATE FUNCTION migration_guard.numbers_through(view_facts jsonb, base_numbers jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN (SELECT jsonb_object_agg(m.key, base_numbers -> m.value) || jsonb_build_object('', base_numbers -> '') FROM jsonb_each_text(view_facts -> 'view' -> 'base_columns') AS m);

-- A table that was made anew, and columns that were: what they held is gone, although they look the same.
CREATE FUNCTION migration_guard.other_rows(recorded oid, here oid, numbers jsonb, numbers_now jsonb) RETURNS TABLE (path text[], before jsonb, after jsonb)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $rows$
    SELECT '{rows}'::text[], to_jsonb(recorded), to_jsonb(here) WHERE recorded <> here
    UNION ALL
    SELECT ARRAY['columns', n.key, 'number'], n.value, numbers_now -> n.key FROM jsonb_each(numbers) AS n
    WHERE recorded = here AND n.key <> '' AND numbers_now ? n.key AND numbers_now -> n.key <> n.value
$rows$;

-- What is not as it was when the version was published. compared: objects of the ledger; null for all.
CREATE FUNCTION migration_guard.differences(of_version integer, compared bigint[]) RETURNS SETOF migration_guard.difference
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $differences$
DECLARE
    app_role name;
    o record;
    facts_now jsonb;
    base_facts jsonb;
    base oid;
BEGIN
    FOR app_role IN SELECT DISTINCT x.role FROM migration_guard.object x WHERE x.version = of_version AND (compared IS NULL OR x.id = ANY (compared)) LOOP
        FOR o IN
            WITH known AS MATERIALIZED (
                SELECT x.id, x.kind, x.identity, x.facts, x.object AS recorded, x.numbers, l.class AS here_class, l.object AS here, migration_guard.column_numbers(l.class, l.object) AS numbers_now
                FROM migration_guard.object x, migration_guard.locate(x.kind, x.identity, x.class, x.object) AS l
                WHERE x.version = of_version AND x.role = app_role AND (compared IS NULL OR x.id = ANY (compared))
            ), current AS MATERIALIZED (
                SELECT f.* FROM (SELECT array_agg(k.here_class) AS classes, array_agg(k.here) AS objects FROM known k WHERE k.here IS NOT NULL) AS a,
                    migration_guard.facts_with_sources(a.classes, a.objects, to_regrole(quote_ident(app_role))) AS f
            )
            SELECT k.*, c.facts AS now FROM known k LEFT JOIN current c ON c.class = k.here_class AND c.object = k.here
            WHERE c.facts IS DISTINCT FROM k.facts OR k.numbers IS DISTINCT FROM k.numbers_now AND k.numbers_now IS NOT NULL OR k.recorded <> k.here AND k.numbers IS NOT NULL
        LOOP
            facts_now := o.now;
            base := o.here;
            IF o.kind = 'relation' AND o.facts ->> 'kind' IN ('r', 'p') AND facts_now ->> 'kind' = 'v' AND migration_guard.is_plain_view(facts_now) THEN
                base := to_regclass(facts_now -> 'view' ->> 'base');
                SELECT f.facts INTO base_facts FROM migration_guard.facts_of(ARRAY['pg_class'::regclass::oid], ARRAY[base], to_regrole(quote_ident(app_role))) AS f;
                o.numbers_now := migration_guard.numbers_through(o.now, migration_guard.column_numbers('pg_class'::regclass, base));
                facts_now := coalesce(migration_guard.seen_through(facts_now, base_facts), facts_now);
            END IF;
            RETURN QUERY SELECT migration_guard.difference_id(o.identity, d.path, d.before, d.after), o.id, o.kind, o.identity, d.path, d.before, d.after, o.facts, facts_now
                FROM migration_guard.differing(o.facts, facts_now) AS d;
            IF facts_now IS NOT NULL AND o.numbers ->> '' = o.numbers_now ->> '' THEN
                RETURN QUERY SELECT migration_guard.difference_id(o.identity, d.path, d.before, d.after), o.id, o.kind, o.identity, d.path, d.before, d.after, o.facts, facts_now
                    FROM migration_guard.other_rows(o.recorded, base, o.numbers, o.numbers_now) AS d;
            END IF;
        END LOOP;
    END LOOP;
END $differences$;

-- An expression that calls nothing but the server's own functions and takes nothing from a sequence.
CREATE FUNCTION migration_guard.is_plain_expression(expression text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN expression IS NULL OR migration_guard.without_literals(expression) !~* '[a-z_"]\s*\.|\.\s*[a-z_"]|nextval|currval|setval|lastval|/|%|::|\mcast\M'
    OR migration_guard.without_literals(expression) ~ E'^\\(?\\(?\x01::(text|character varying|"?char"?|bpchar|character|jsonb?|date|timestamp( with(out)? time zone)?|boolean|uuid|interval)(\\([0-9]+\\))?\\)?(\\[\\])?\\)?$'
    -- A constant of an enum: the label was looked up when the default was made.
    OR EXISTS (SELECT FROM pg_type t WHERE t.typtype = 'e' AND t.oid = to_regtype(substring(expression FROM '^''(?:[^'']|'''')*''::([a-z_0-9."]+)$')))
    OR expression ~ '^\(?-?[0-9.]+\)?(::(smallint|integer|bigint|numeric(\([0-9,]+\))?|real|double precision))?$';

-- Bytes that a value of a type can need in an index at most; null where there is no limit that we know.
CREATE FUNCTION migration_guard.bytes_of(type text) RETURNS integer
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN CASE
    WHEN type IN ('boolean', '"char"', 'smallint', 'integer', 'bigint', 'real', 'double precision', 'date', 'oid', 'money', 'xid', 'cid', 'tid') OR type ~ '^time' THEN 16
    WHEN type IN ('uuid', 'inet', 'cidr', 'macaddr', 'macaddr8', 'pg_lsn') OR type ~ '^interval' THEN 24
    WHEN type = 'name' THEN 72
    WHEN type ~ '^(character varying|character)\([0-9]+\)$' THEN 4 * substring(type FROM '[0-9]+')::integer + 8
    WHEN type ~ '^bit( varying)?\([0-9]+\)$' THEN substring(type FROM '[0-9]+')::integer / 8 + 16
    WHEN type ~ '^numeric\([0-9]+,[0-9]+\)$' THEN substring(type FROM '[0-9]+')::integer / 2 + 16
    ELSE (SELECT 8 FROM pg_type t WHERE t.oid = to_regtype(type) AND t.typtype = 'e') END;

-- An index that no value of its columns can be too long for and whose expressions cannot fail: plain columns of bounded types, or a hash.
CREATE FUNCTION migration_guard.is_safe_index(index jsonb, columns jsonb) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN NOT (index ->> 'unique')::boolean AND NOT coalesce((index ->> 'exclusion')::boolean, false)
   AND coalesce(index ->> 'predicate', '') ~ '^(\(?\(?[a-z_][a-z0-9_]* IS (NOT )?NULL\)?\)?|\(?(NOT )?[a-z_][a-z0-9_]*\)?)?$'
   AND (SELECT bool_and(columns ? c.name) AND (index ->> 'method' = 'hash' OR sum(coalesce(migration_guard.bytes_of(columns -> c.name ->> 'type'), 100000)) < 2600)
        FROM (SELECT trim(both '"' FROM k ->> 'expression') AS name FROM jsonb_array_elements(index -> 'keys') AS k
              UNION ALL SELECT trim(both '"' FROM i) FROM jsonb_array_elements_text(coalesce(nullif(index -> 'include', 'null'), '[]')) AS i) AS c)
   AND index ->> 'method' IN ('btree', 'hash', 'brin');

-- Columns that every INSERT of the text into the relation lists; null where it cannot be told.
CREATE FUNCTION migration_guard.inserted_columns(resolved text, identity text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $inserted$
DECLARE
    plain text := migration_guard.without_literals(resolved);
    found text[];
    lists integer := 0;
    result text[];
BEGIN
    IF identity !~ '^[a-z_0-9.]+$' OR plain ~ '\mDEFAULT\M' OR plain ~ '\mMERGE INTO\M' THEN
        RETURN NULL;
    END IF;
    FOR found IN SELECT m FROM regexp_matches(plain, '\mINSERT INTO\s+' || replace(identity, '.', '\.') || '\s+(?:AS\s+[a-z_0-9]+\s+)?\(([a-z_0-9, \n]+)\)', 'g') AS m LOOP
        lists := lists + 1;
        result := CASE WHEN result IS NULL THEN regexp_split_to_array(found[1], '\s*,\s*') ELSE ARRAY(SELECT unnest(result) INTERSECT SELECT unnest(regexp_split_to_array(found[1], '\s*,\s*'))) END;
    END LOOP;
    IF lists <> (SELECT count(*) FROM regexp_matches(plain, '\mINSERT INTO\M', 'g')) THEN
        RETURN NULL;
    END IF;
    RETURN result;
END $inserted$;

-- Columns that the text's UPDATEs may set, whatever their table; null where it cannot be told.
CREATE FUNCTION migration_guard.updated_columns(resolved text) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN CASE WHEN migration_guard.without_literals(resolved) ~ '\mSET\s*\(|"|,\s*\([^)]*\)\s*=' THEN NULL
    ELSE ARRAY(SELECT DISTINCT m[1] FROM regexp_matches(migration_guard.without_literals(resolved), '(?:\mSET|,)\s+([a-z_][a-z0-9_]*)(?:\[[^]]*\]|\.[a-z_0-9]+)*\s+=\s', 'g') AS m) END;
