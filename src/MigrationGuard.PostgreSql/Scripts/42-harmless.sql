-- The judgement of one difference for one statement. pass: harmless on condition that the statement still parses, plans and resolves to the
-- same text (parse tells whether that has to be asked again). Everything that is not named here is unknown.
CREATE TYPE migration_guard.opinion AS (verdict text, reason text, parse boolean);

CREATE FUNCTION migration_guard.harmless(parse boolean) RETURNS migration_guard.opinion
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp RETURN ROW('pass', NULL, parse)::migration_guard.opinion;

CREATE FUNCTION migration_guard.unclear(reason text) RETURNS migration_guard.opinion
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp RETURN ROW('unknown', reason, true)::migration_guard.opinion;

CREATE FUNCTION migration_guard.broken(reason text) RETURNS migration_guard.opinion
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp RETURN ROW('fail', reason, true)::migration_guard.opinion;

-- Whether a text names a word, outside its literals.
CREATE FUNCTION migration_guard.names(text_of text, word text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN lower(word) = ANY (migration_guard.tokens_of(text_of));

-- The one column that came to be with the facts of the one that is gone (or the other way round): most likely it has another name now.
CREATE FUNCTION migration_guard.other_name(name text, here jsonb, there jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN (SELECT CASE WHEN count(*) = 1 THEN min(c.key) END FROM jsonb_each(there) AS c
        WHERE NOT here ? c.key AND c.value - 'privileges' = (here -> name) - 'privileges');

-- Whether a column may be in the rows that come back; of INSERT, UPDATE and DELETE what is behind RETURNING.
CREATE FUNCTION migration_guard.may_return(resolved text, column_name text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN migration_guard.names(CASE WHEN resolved ~* '^\s*(BEGIN ATOMIC\s+)?(insert|update|delete|merge)\M' THEN coalesce(substring(resolved FROM '\mRETURNING\M.*$'), '') ELSE resolved END, column_name);

-- Whether a table's rows may get values that no client wrote: triggers before the row, rules, partitions and heirs, domains.
CREATE FUNCTION migration_guard.is_written_elsewhere(facts jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN coalesce(facts -> 'children', '{}') <> '{}' OR coalesce(facts -> 'rules', '{}') <> '{}'
    OR EXISTS (SELECT FROM jsonb_each(facts -> 'triggers') AS t WHERE t.value ->> 'timing' <> 'after');

-- Columns of the relation that the statement's UPDATEs may change; null where it cannot be told. Names in the text are those of its
-- direct target, and generated columns change with the others.
CREATE FUNCTION migration_guard.changed_columns(s migration_guard.statement, d migration_guard.difference, access text[]) RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN CASE WHEN coalesce(s.writes ? d.identity, false) AND NOT access && '{cascade,source}' AND NOT migration_guard.is_written_elsewhere(d.new_facts) AND NOT migration_guard.is_written_elsewhere(d.old_facts)
    THEN migration_guard.updated_columns(s.resolved) || ARRAY(SELECT c.key FROM jsonb_each(d.new_facts -> 'columns') AS c WHERE c.value ->> 'generated' <> '') END;

-- Whether something that the statement reaches uses whole rows or the row type of a relation.
CREATE FUNCTION migration_guard.uses_rows(s migration_guard.statement, d migration_guard.difference) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN (d.old_facts - 'columns')::text LIKE '%.*%' OR EXISTS (SELECT FROM migration_guard.statement_object x JOIN migration_guard.object o ON o.id = x.object
    WHERE x.statement = s.id AND (o.kind = 'relation' AND o.facts -> 'view' ->> 'definition' LIKE '%.*%'
       OR o.kind = 'routine' AND (o.facts ->> 'source' LIKE '%.*%' OR strpos(concat_ws(' ', o.facts ->> 'arguments', o.facts ->> 'result'), split_part(d.identity, '.', 2)) > 0)));

-- An expression of which the value depends on the named columns and nothing else: no calls, no whole row, no clock, no user.
CREATE FUNCTION migration_guard.is_pure_expression(expression text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN migration_guard.without_literals(expression) !~* '[a-z0-9_"]\s*\(|\.|\m(current_[a-z_]+|session_user|user|localtime|localtimestamp|system_user)\M|\$self';

CREATE FUNCTION migration_guard.judge_column(s migration_guard.statement, d migration_guard.difference, access text[], strict_kind boolean) RETURNS migration_guard.opinion
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $column$
DECLARE
    name text := d.path[2];
    fact text := d.path[3];
    column_now jsonb := d.new_facts -> 'columns' -> name;
    writes_rows boolean := access && '{insert,update,cascade}';
    whole_row boolean := s.resolved LIKE '%.*%' AND migration_guard.without_literals(s.resolved) LIKE '%.*%';
    is_domain boolean := EXISTS (SELECT FROM pg_type t WHERE t.oid = to_regtype(regexp_replace(column_now ->> 'type', '\[\]$', '')) AND t.typtype = 'd');
    has_domain_default boolean := is_domain AND NOT EXISTS (SELECT FROM pg_type t JOIN pg_type b ON b.oid = t.typbasetype WHERE t.oid = to_regtype(column_now ->> 'type') AND t.typdefault IS NULL AND b.typtype <> 'd');
    is_named boolean;
    inserted text[];
    updated text[];
    omitted boolean;
BEGIN
    whole_row := whole_row OR (cardinality(d.path) = 2 OR fact IN ('position', 'type')) AND migration_guard.uses_rows(s, d);
    IF cardinality(d.path) = 2 AND d.old IS NULL THEN
        IF strict_kind THEN
            RETURN migration_guard.unclear(format('column %I was added, and %s works on the columns of the table as they are', name, upper(replace(s.kind, '_', ' '))));
        END IF;
        IF whole_row THEN
            RETURN migration_guard.unclear(format('column %I was added and the statement uses whole rows', name));
        END IF;
        IF (column_now ->> 'not_null')::boolean AND column_now ->> 'default' IS NULL AND column_now ->> 'identity' = '' AND column_now ->> 'generated' = '' AND 'insert' = ANY (access)
           AND migration_guard.other_name(name, d.new_facts -> 'columns', d.old_facts -> 'columns') IS NULL THEN
            IF has_domain_default OR migration_guard.is_written_elsewhere(d.new_facts) OR NOT coalesce(s.writes -> d.identity ? 'insert', false) THEN
                RETURN migration_guard.unclear(format('column %I was added NOT NULL without a default; whether something else gives it a value cannot be told', replace(name, '(base) ', '')));
            END IF;
            RETURN migration_guard.broken(format('column %I was added NOT NULL without a default, and this INSERT does not give it a value', replace(name, '(base) ', '')));
        END IF;
        IF writes_rows AND column_now ->> 'generated' <> '' THEN
            RETURN migration_guard.unclear(format('generated column %I was added; its expression is evaluated by every write and may fail', name));
        END IF;
        IF writes_rows AND is_domain THEN
            RETURN migration_guard.unclear(format('column %I was added with a domain as its type; the domain''s constraints are checked by every INSERT', name));
        END IF;
        IF 'insert' = ANY (access) AND NOT migration_guard.is_plain_expression(column_now ->> 'default') THEN
            RETURN migration_guard.unclear(format('column %I was added with the default %s, which every INSERT evaluates', name, column_now ->> 'default'));
        END IF;
        -- Nothing else can make another meaning of the text than the new name itself, * and NATURAL.
        RETURN migration_guard.harmless(lower(name) = ANY (s.tokens) OR 'natural' = ANY (s.tokens) OR s.canonical LIKE '%*%' AND migration_guard.without_quoted(s.canonical) LIKE '%*%');
    END IF;
    -- A name that none of its words is occurs in no form of it.
    is_named := position(lower(name) IN lower(s.resolved)) > 0 AND migration_guard.names(s.resolved, name);
    IF cardinality(d.path) = 2 AND d.new IS NULL THEN
        IF whole_row OR strict_kind THEN
            RETURN migration_guard.unclear(format('column %I is gone and the statement uses whole rows', name));
        END IF;
        RETURN ROW('pass', CASE WHEN is_named THEN format('column %I of %s is ', name, d.identity)
            || coalesce('called ' || quote_ident(migration_guard.other_name(name, d.old_facts -> 'columns', d.new_facts -> 'columns')) || ' now', 'gone') END, true)::migration_guard.opinion;
    END IF;
    IF fact IN ('not_null', 'default', 'identity') THEN
        inserted := CASE WHEN 'insert' = ANY (access) THEN migration_guard.inserted_columns(s.resolved, d.identity) END;
        updated := CASE WHEN access && '{update,cascade}' THEN migration_guard.changed_columns(s, d, access) END;
        omitted := 'insert' = ANY (access) AND inserted IS NOT NULL AND NOT name = ANY (inserted) AND NOT migration_guard.is_written_elsewhere(d.new_facts) AND NOT has_domain_default;
    END IF;
    CASE fact
    WHEN 'position' THEN
        RETURN CASE WHEN strict_kind OR whole_row THEN migration_guard.unclear(format('column %I has another place in the row', name)) ELSE migration_guard.harmless(true) END;
    WHEN 'type' THEN
        IF NOT (
               (d.old #>> '{}' ~ '^character varying\([0-9]+\)$' AND d.new #>> '{}' IN ('character varying', 'text'))
            OR (d.old #>> '{}' ~ '^character varying\([0-9]+\)$' AND d.new #>> '{}' ~ '^character varying\([0-9]+\)$'
                AND substring(d.new #>> '{}' FROM '[0-9]+')::integer >= substring(d.old #>> '{}' FROM '[0-9]+')::integer)
            OR (d.old #>> '{}' ~ '^numeric\([0-9]+,[0-9]+\)$' AND d.new #>> '{}' ~ '^numeric\([0-9]+,[0-9]+\)$'
                AND split_part(d.old #>> '{}', ',', 2) = split_part(d.new #>> '{}', ',', 2)
                AND substring(d.new #>> '{}' FROM '[0-9]+')::integer >= substring(d.old #>> '{}' FROM '[0-9]+')::integer)) THEN
            RETURN CASE WHEN is_named OR whole_row OR strict_kind OR writes_rows THEN migration_guard.unclear(format('column %I was %s and is %s', name, d.old #>> '{}', d.new #>> '{}')) ELSE migration_guard.harmless(true) END;
        END IF;
        IF migration_guard.may_return(s.resolved, name) THEN
            RETURN migration_guard.unclear(format('column %I was %s and is %s: a statement that the server prepared before fails once with "cached plan must not change result type"', name, d.old #>> '{}', d.new #>> '{}'));
        END IF;
        RETURN migration_guard.harmless(true);
    WHEN 'not_null' THEN
        IF d.new = 'false' OR NOT writes_rows THEN
            RETURN migration_guard.harmless(false);
        END IF;
        IF column_now ->> 'generated' <> '' THEN
            RETURN migration_guard.unclear(format('generated column %I is NOT NULL now', name));
        END IF;
        IF 'cascade' = ANY (access) THEN
            RETURN migration_guard.unclear(format('column %I is NOT NULL now and rows of its table are changed by a foreign key''s action', name));
        END IF;
        IF NOT (column_now ->> 'not_null_valid')::boolean AND 'update' = ANY (access) THEN
            RETURN migration_guard.unclear(format('column %I is NOT NULL now, which is not validated: an UPDATE of a row that holds NULL fails', name));
        END IF;
        IF omitted AND column_now ->> 'default' IS NULL AND column_now ->> 'identity' = '' AND column_now ->> 'generated' = '' THEN
            RETURN migration_guard.broken(format('column %I is NOT NULL now and this INSERT does not give it a value', name));
        END IF;
        IF ('insert' = ANY (access) AND NOT omitted) OR ('update' = ANY (access) AND (updated IS NULL OR name = ANY (updated))) THEN
            RETURN migration_guard.unclear(format('column %I is NOT NULL now and this statement may write a NULL to it', name));
        END IF;
        RETURN migration_guard.harmless(true);
    WHEN 'not_null_valid' THEN
        RETURN CASE WHEN d.new = 'true' OR NOT writes_rows OR NOT (column_now ->> 'not_null')::boolean THEN migration_guard.harmless(false) ELSE migration_guard.unclear(format('the NOT NULL of column %I is checked in another way', name)) END;
    WHEN 'number' THEN
        RETURN CASE WHEN is_named OR whole_row OR strict_kind THEN migration_guard.unclear(format('column %I is another one of the same name: it was dropped and added again, or two columns changed names', name)) ELSE migration_guard.harmless(false) END;
    WHEN 'default', 'identity' THEN
        IF fact = 'default' AND (column_now ->> 'generated' <> '' OR d.old_facts -> 'columns' -> name ->> 'generated' <> '') THEN
            RETURN CASE WHEN is_named OR whole_row OR writes_rows THEN migration_guard.unclear(format('the expression of generated column %I was %s and is %s', name, d.old #>> '{}', coalesce(d.new #>> '{}', 'none'))) ELSE migration_guard.harmless(false) END;
        END IF;
        IF NOT 'insert' = ANY (access) AND migration_guard.without_literals(s.resolved) !~ '\mDEFAULT\M' AND NOT 'cascade' = ANY (access) THEN
            RETURN migration_guard.harmless(fact = 'identity');
        END IF;
        IF fact = 'default' AND 'insert' = ANY (access) AND inserted IS NOT NULL AND NOT omitted AND NOT 'cascade' = ANY (access) THEN
            RETURN migration_guard.harmless(true);
        END IF;
        IF omitted AND (column_now ->> 'not_null')::boolean AND column_now ->> 'default' IS NULL AND column_now ->> 'identity' = '' AND column_now ->> 'generated' = '' THEN
            RETURN migration_guard.broken(format('column %I is NOT NULL, its default is gone, and this INSERT does not give it a value', name));
        END IF;
        RETURN migration_guard.unclear(format('the %s of column %I was %s and is %s', fact, name, coalesce(nullif(d.old #>> '{}', ''), 'none'), coalesce(nullif(d.new #>> '{}', ''), 'none')));
    WHEN 'generated' THEN
        RETURN migration_guard.unclear(format('column %I was %s and is %s', name, CASE d.old #>> '{}' WHEN '' THEN 'written by clients' ELSE 'generated' END, CASE d.new #>> '{}' WHEN '' THEN 'written by clients' ELSE 'generated' END));
    WHEN 'collation' THEN
        RETURN CASE WHEN is_named OR whole_row OR writes_rows THEN migration_guard.unclear(format('column %I has another collation', name)) ELSE migration_guard.harmless(false) END;
    WHEN 'privileges' THEN
        RETURN migration_guard.judge_privileges(s, d, access);
    WHEN 'dimensions' THEN
        RETURN migration_guard.harmless(false);
    ELSE
        RETURN migration_guard.unclear(format('%s of column %I was %s and is %s', fact, name, d.old, d.new));
    END CASE;
END $column$;

-- Rights that are gone are the planner's to judge where it is asked; it checks the role's on what is named and the owners' behind views.
CREATE FUNCTION migration_guard.judge_privileges(s migration_guard.statement, d migration_guard.difference, access text[]) RETURNS migration_guard.opinion
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $privileges$
DECLARE
    gone text[] := ARRAY(SELECT jsonb_array_elements_text(d.old) EXCEPT SELECT jsonb_array_elements_text(coalesce(d.new, '[]')));
    needed text[] := CASE s.kind WHEN 'copy_from' THEN '{INSERT}' WHEN 'copy_to' THEN '{SELECT}' WHEN 'truncate' THEN '{TRUNCATE}'
        WHEN 'statement' THEN '{SELECT,USAGE}'::text[] || ARRAY(SELECT upper(a) FROM unnest(access) AS a) ELSE gone END;
BEGIN
    IF NOT gone && needed THEN
        RETURN migration_guard.harmless(false);
    END IF;
    -- What a routine does with its rights no plan shows.
    IF d.new_facts ->> 'kind' IN ('r', 'v', 'm', 'f', 'p') AND migration_guard.needs_plan(s, migration_guard.is_partitioned(s.id))
       AND NOT EXISTS (SELECT FROM migration_guard.statement_object x JOIN migration_guard.object o ON o.id = x.object WHERE x.statement = s.id AND o.kind = 'routine') THEN
        RETURN ROW('pass', format('%s may no longer %s on %s', s.role, array_to_string(gone, ', '), d.identity), true)::migration_guard.opinion;
    END IF;
    RETURN migration_guard.unclear(format('%s may no longer %s on %s', s.role, array_to_string(gone, ', '), d.identity));
END $privileges$;

-- Rows of a published table that are changed where no plan of the statement shows it.
CREATE FUNCTION migration_guard.needs_identity(s migration_guard.statement, d migration_guard.difference, access text[]) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN access && '{update,delete,cascade}' AND coalesce(d.new_facts -> 'publications', '[]') <> '[]'
    AND NOT (coalesce(s.writes ? d.identity, false) AND NOT 'cascade' = ANY (access) AND migration_guard.needs_plan(s, migration_guard.is_partitioned(s.id)));

CREATE FUNCTION migration_guard.judge_constraint(s migration_guard.statement, d migration_guard.difference, access text[]) RETURNS migration_guard.opinion
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $constraint$
DECLARE
    type text := coalesce(d.new_facts, d.old_facts) -> 'constraints' -> d.path[2] ->> 'type';
    writes_rows boolean := access && '{insert,update,cascade}';
BEGIN
    type := coalesce(type, d.old_facts -> 'constraints' -> d.path[2] ->> 'type');
    IF NOT access && '{insert,update,delete,cascade,truncate}' THEN
        RETURN migration_guard.harmless(type IN ('p', 'u'));
    END IF;
    IF d.path[3] = 'validated' AND d.new = 'true' THEN
        RETURN migration_guard.harmless(false);
    END IF;
    IF cardinality(d.path) = 2 AND d.new IS NULL AND migration_guard.needs_identity(s, d, access) THEN
        RETURN migration_guard.unclear(format('constraint %I is gone from a published table: an UPDATE or DELETE may lack a replica identity', d.path[2]));
    END IF;
    IF type IN ('c', 'f', 'u', 'p', 'x') AND NOT writes_rows THEN
        RETURN migration_guard.harmless(type IN ('p', 'u'));
    END IF;
    -- Rows that satisfy a constraint go on satisfying it when other columns change; those before a NOT VALID one need not.
    IF NOT access && '{insert,cascade}' AND type IN ('c', 'f', 'u', 'p') AND cardinality(d.path) = 2 AND d.old IS NULL AND (d.new ->> 'validated')::boolean
       AND (type <> 'c' OR jsonb_array_length(d.new -> 'columns') > 0 AND migration_guard.is_pure_expression(d.new ->> 'expression'))
       AND NOT migration_guard.changed_columns(s, d, access) && ARRAY(SELECT jsonb_array_elements_text(d.new -> 'columns')) THEN
        RETURN migration_guard.harmless(false);
    END IF;
    -- NULL satisfies a foreign key and is equal to nothing.
    IF type IN ('f', 'u') AND cardinality(d.path) = 2 AND d.old IS NULL AND d.new ->> 'match' IS DISTINCT FROM 'full'
       AND migration_guard.unwritten_columns(s, d, access) && ARRAY(SELECT jsonb_array_elements_text(d.new -> 'columns'))
       AND NOT EXISTS (SELECT FROM jsonb_each(d.new_facts -> 'indexes') AS i WHERE (i.value ->> 'nulls_not_distinct')::boolean AND NOT d.old_facts -> 'indexes' ? i.key) THEN
        RETURN migration_guard.harmless(true);
    END IF;
    IF cardinality(d.path) = 2 AND d.new IS NULL AND type IN ('c', 'f') THEN
        RETURN migration_guard.harmless(false);
    END IF;
    IF cardinality(d.path) = 2 AND d.new IS NULL AND migration_guard.needs_identity(s, d, access) THEN
        RETURN migration_guard.unclear(format('constraint %I is gone from a published table: an UPDATE or DELETE may lack a replica identity', d.path[2]));
    END IF;
    IF cardinality(d.path) = 2 AND d.new IS NULL AND type IN ('u', 'p', 'x') THEN
        RETURN CASE WHEN migration_guard.without_literals(s.resolved) ~ '\mON CONFLICT\M' AND s.arbiters IS NULL
            THEN migration_guard.unclear(format('constraint %I is gone: ON CONFLICT no longer notices what it refused', d.path[2])) ELSE migration_guard.harmless(true) END;
    END IF;
    IF cardinality(d.path) = 2 AND d.old IS NULL AND (d.new ->> 'enforced') = 'false' THEN
        RETURN migration_guard.harmless(false);
    END IF;
    IF cardinality(d.path) = 2 AND d.old IS NULL AND EXISTS (
        SELECT FROM jsonb_each(d.old_facts -> 'constraints') AS c WHERE c.value - 'validated' = d.new - 'validated') THEN
        RETURN migration_guard.harmless(false);
    END IF;
    -- The referenced table has another name and is the same table.
    IF d.path[3] = 'references' AND EXISTS (SELECT FROM migration_guard.object o WHERE o.version = s.version AND o.kind = 'relation' AND o.identity = d.old #>> '{}' AND o.object = to_regclass(d.new #>> '{}')) THEN
        RETURN migration_guard.harmless(false);
    END IF;
    RETURN migration_guard.unclear(CASE
        WHEN cardinality(d.path) = 2 AND d.old IS NULL THEN format('%s %I was added and refuses some of the rows that this version could write until now%s',
            CASE type WHEN 'c' THEN 'CHECK constraint' WHEN 'f' THEN 'foreign key' WHEN 'u' THEN 'UNIQUE constraint' WHEN 'p' THEN 'primary key' WHEN 'x' THEN 'exclusion constraint' ELSE 'constraint' END, d.path[2],
            coalesce(': ' || (d.new ->> 'expression'), ''))
        ELSE format('constraint %I is another: %s was %s and is %s', d.path[2], coalesce(d.path[3], 'it'), coalesce(d.old::text, 'absent'), coalesce(d.new::text, 'absent')) END);
END $constraint$;

-- A plain b-tree over columns of one that was there and is there: what is too long for it was too long before.
CREATE FUNCTION migration_guard.is_covered_index(index jsonb, indexes_before jsonb, indexes_now jsonb) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN NOT (index ->> 'unique')::boolean AND index ->> 'method' = 'btree' AND coalesce(index ->> 'predicate', '') = '' AND coalesce(nullif(index -> 'include', 'null'), '[]') = '[]'
   AND NOT EXISTS (SELECT FROM jsonb_array_elements(index -> 'keys') AS k WHERE k ->> 'expression' !~ '^("(?:[^"]|"")+"|[a-z_][a-z0-9_]*)$')
   AND EXISTS (SELECT FROM jsonb_each(indexes_before) AS i WHERE indexes_now ? i.key AND i.value ->> 'method' = 'btree' AND (i.value ->> 'valid')::boolean AND coalesce(i.value ->> 'predicate', '') = ''
               AND ARRAY(SELECT k ->> 'expression' FROM jsonb_array_elements(i.value -> 'keys') AS k) @> ARRAY(SELECT k ->> 'expression' FROM jsonb_array_elements(index -> 'keys') AS k));

-- Columns of a relation to which a statement writes nothing but the NULL that an omitted column without a default gets.
CREATE FUNCTION migration_guard.unwritten_columns(s migration_guard.statement, d migration_guard.difference, access text[]) RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN CASE WHEN access && '{cascade,source}' OR NOT coalesce(s.writes ? d.identity, false) OR migration_guard.is_written_elsewhere(d.new_facts) OR migration_guard.is_written_elsewhere(d.old_facts) THEN '{}'
    ELSE ARRAY(SELECT c.key FROM jsonb_each(d.new_facts -> 'columns') AS c
         WHERE c.value ->> 'default' IS NULL AND c.value ->> 'identity' = '' AND c.value ->> 'generated' = ''
           AND NOT EXISTS (SELECT FROM pg_type t WHERE t.oid = to_regtype(c.value ->> 'type') AND t.typtype = 'd')
           AND (NOT 'insert' = ANY (access) OR NOT c.key = ANY (migration_guard.inserted_columns(s.resolved, d.identity)))
           AND (NOT 'update' = ANY (access) OR NOT c.key = ANY (migration_guard.updated_columns(s.resolved)))) END;

CREATE FUNCTION migration_guard.judge_index(s migration_guard.statement, d migration_guard.difference, access text[]) RETURNS migration_guard.opinion
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $index$
DECLARE
    index_before jsonb := d.old_facts -> 'indexes' -> d.path[2];
    index_now jsonb := d.new_facts -> 'indexes' -> d.path[2];
    upsert boolean := migration_guard.without_literals(s.resolved) ~ '\mON CONFLICT\M';
    keys text[] := ARRAY(SELECT k ->> 'expression' FROM jsonb_array_elements(index_now -> 'keys') AS k);
    unwritten text[];
BEGIN
    IF index_now IS NULL AND migration_guard.needs_identity(s, d, access) AND (index_before ->> 'unique')::boolean THEN
        RETURN migration_guard.unclear(format('index %I is gone from a published table: an UPDATE or DELETE may lack a replica identity', d.path[2]));
    END IF;
    IF NOT access && '{insert,update,cascade}' THEN
        RETURN migration_guard.harmless(coalesce((index_before ->> 'unique')::boolean, false));
    END IF;
    IF index_now IS NULL THEN
        RETURN CASE WHEN upsert AND s.arbiters IS NULL AND (index_before ->> 'unique')::boolean
            THEN migration_guard.unclear(format('unique index %I is gone: ON CONFLICT no longer notices what it refused', d.path[2])) ELSE migration_guard.harmless((index_before ->> 'unique')::boolean) END;
    END IF;
    IF index_before IS NULL AND NOT access && '{insert,cascade}' AND coalesce(index_now ->> 'predicate', '') = ''
       AND NOT EXISTS (SELECT FROM jsonb_array_elements(index_now -> 'keys') AS k WHERE k ->> 'expression' !~ '^[a-z_][a-z0-9_]*$')
       AND NOT migration_guard.changed_columns(s, d, access) && ARRAY(SELECT k ->> 'expression' FROM jsonb_array_elements(index_now -> 'keys') AS k) THEN
        RETURN migration_guard.harmless(false);
    END IF;
    IF index_before IS NULL THEN
        -- A NULL is equal to nothing and short.
        unwritten := migration_guard.unwritten_columns(s, d, access);
        IF unwritten && keys AND NOT coalesce((index_now ->> 'nulls_not_distinct')::boolean, false) AND NOT coalesce((index_now ->> 'exclusion')::boolean, false)
           AND migration_guard.is_safe_index(index_now || '{"unique": false}', (d.new_facts -> 'columns') || (SELECT jsonb_object_agg(u, '{"type": "boolean"}'::jsonb) FROM unnest(unwritten) AS u)) THEN
            RETURN migration_guard.harmless(upsert);
        END IF;
        -- The constraint that comes with it is judged by itself; the same uniqueness under another name refuses nothing new.
        IF EXISTS (SELECT FROM jsonb_each(d.old_facts -> 'indexes') AS i WHERE i.value - 'primary' - 'name' = index_now - 'primary' - 'name') THEN
            RETURN migration_guard.harmless(true);
        END IF;
        RETURN CASE WHEN migration_guard.is_safe_index(index_now, d.new_facts -> 'columns') OR migration_guard.is_covered_index(index_now, d.old_facts -> 'indexes', d.new_facts -> 'indexes') THEN migration_guard.harmless(upsert)
            WHEN (index_now ->> 'unique')::boolean THEN migration_guard.unclear(format('unique index %I was added and refuses duplicates that this version could write until now', d.path[2]))
            WHEN coalesce((index_now ->> 'exclusion')::boolean, false) THEN migration_guard.unclear(format('exclusion constraint %I was added', d.path[2]))
            ELSE migration_guard.unclear(format('index %I was added on values without a limit of length, or on an expression: a row that this version could write until now may be too long for it, or the expression may fail', d.path[2])) END;
    END IF;
    IF d.path[3] IN ('valid', 'ready', 'live') AND NOT (index_now ->> 'unique')::boolean OR d.path[3] = 'valid' AND d.new = 'true' OR d.path[3] = 'options' THEN
        RETURN migration_guard.harmless(upsert);
    END IF;
    RETURN migration_guard.unclear(format('%s of index %I was %s and is %s', coalesce(d.path[3], 'the definition'), d.path[2], coalesce(d.old::text, 'absent'), coalesce(d.new::text, 'absent')));
END $index$;

-- A partition that does to rows what its parent does and no more.
CREATE FUNCTION migration_guard.is_plain_partition(identity text, parent jsonb) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN (SELECT f.facts ->> 'kind' = 'r'
        AND (coalesce(f.facts -> 'publications', '[]') = '[]' OR f.facts ->> 'replica_identity' = 'd' AND EXISTS (SELECT FROM jsonb_each(f.facts -> 'indexes') AS i WHERE (i.value ->> 'primary')::boolean))
        AND NOT (f.facts ->> 'row_security')::boolean AND coalesce(f.facts -> 'rules', '{}') = '{}'
        AND (SELECT bool_and(parent -> 'columns' ? c.key AND c.value - '{position,privileges,grants,default}'::text[] = (parent -> 'columns' -> c.key) - '{position,privileges,grants,default}'::text[]) FROM jsonb_each(f.facts -> 'columns') AS c)
        AND NOT EXISTS (SELECT FROM jsonb_each(f.facts -> 'constraints') AS c WHERE NOT EXISTS (SELECT FROM jsonb_each(parent -> 'constraints') AS p WHERE p.value - 'validated' - 'no_inherit' = c.value - 'validated' - 'no_inherit'))
        AND (SELECT count(*) FROM jsonb_object_keys(f.facts -> 'triggers')) <= (SELECT count(*) FROM jsonb_each(parent -> 'triggers') AS t WHERE t.value ->> 'level' = 'row')
        AND NOT EXISTS (SELECT FROM jsonb_each(f.facts -> 'indexes') AS i WHERE NOT EXISTS (SELECT FROM jsonb_each(parent -> 'indexes') AS p WHERE p.value -> 'keys' = i.value -> 'keys' AND p.value -> 'unique' = i.value -> 'unique')
                        AND NOT migration_guard.is_safe_index(i.value, f.facts -> 'columns'))
        FROM migration_guard.facts_of(ARRAY['pg_class'::regclass::oid], ARRAY[to_regclass(identity)::oid], NULL) AS f);

CREATE FUNCTION migration_guard.judge_relation(s migration_guard.statement, d migration_guard.difference, access text[]) RETURNS migration_guard.opinion
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $relation$
DECLARE
    writes boolean := access && '{insert,update,delete,cascade,truncate}';
    strict_kind boolean := (s.kind = 'copy_from' AND s.probe LIKE 'INSERT INTO % DEFAULT VALUES' OR s.kind = 'copy_to' AND s.probe LIKE 'SELECT * FROM ONLY %') AND d.identity = ANY (s.roots);
    operations text[];
BEGIN
    IF cardinality(d.path) = 0 THEN
        RETURN migration_guard.unclear(format('%s is gone or has another name', d.identity));
    END IF;
    -- Of a referenced table only what a foreign key looks at: its rows.
    IF access = '{referenced}' AND d.path[1] NOT IN ('children', 'kind', 'seen_through') THEN
        RETURN migration_guard.harmless(false);
    END IF;
    CASE d.path[1]
    WHEN 'columns' THEN
        RETURN migration_guard.judge_column(s, d, access, strict_kind);
    WHEN 'constraints' THEN
        RETURN migration_guard.judge_constraint(s, d, access);
    WHEN 'indexes' THEN
        RETURN migration_guard.judge_index(s, d, access);
    WHEN 'privileges' THEN
        RETURN migration_guard.judge_privileges(s, d, access);
    WHEN 'referenced_by' THEN
        IF NOT access && '{update,delete,cascade,truncate}' OR d.path[3] = 'validated' THEN
            RETURN migration_guard.harmless(false);
        END IF;
        IF d.old IS NULL AND NOT access && '{delete,cascade,truncate}' AND migration_guard.changed_columns(s, d, access) IS NOT NULL
           AND NOT migration_guard.changed_columns(s, d, access) && ARRAY(SELECT jsonb_array_elements_text(d.new -> 'references_columns')) THEN
            RETURN migration_guard.harmless(false);
        END IF;
        -- The same foreign key under another name.
        IF d.old IS NULL AND EXISTS (SELECT FROM jsonb_each(d.old_facts -> 'referenced_by') AS r
            WHERE regexp_replace(r.key, '\.[^.]*$', '') = regexp_replace(d.path[2], '\.[^.]*$', '') AND r.value - 'validated' = d.new - 'validated') THEN
            RETURN migration_guard.harmless(false);
        END IF;
        IF d.new IS NULL AND upper(coalesce(d.old ->> 'on_delete', '')) IN ('', 'A', 'R', 'NO ACTION', 'RESTRICT') AND upper(coalesce(d.old ->> 'on_update', '')) IN ('', 'A', 'R', 'NO ACTION', 'RESTRICT') THEN
            RETURN migration_guard.harmless(false);
        END IF;
        RETURN migration_guard.unclear(CASE WHEN d.old IS NULL THEN format('foreign key %s refers to %s now: rows that it names can no longer be removed as before', d.path[2], d.identity)
            ELSE format('foreign key %s to %s is another', d.path[2], d.identity) END);
    WHEN 'triggers', 'rules' THEN
        IF NOT writes AND s.kind = 'statement' AND NOT (d.path[1] = 'rules' AND coalesce(d.new, d.old) ->> 'event' ILIKE 'select') THEN
            RETURN migration_guard.harmless(false);
        END IF;
        operations := ARRAY(SELECT lower(jsonb_array_elements_text(e)) FROM (SELECT d.old_facts -> d.path[1] -> d.path[2] -> 'events' AS e UNION ALL SELECT d.new_facts -> d.path[1] -> d.path[2] -> 'events') AS x WHERE jsonb_typeof(e) = 'array');
        IF d.path[1] = 'triggers' AND cardinality(operations) > 0 AND NOT operations && access AND NOT 'cascade' = ANY (access) THEN
            RETURN migration_guard.harmless(false);
        END IF;
        RETURN migration_guard.unclear(format('%s %I on %s %s', rtrim(d.path[1], 's'), d.path[2], d.identity, CASE WHEN d.old IS NULL THEN 'was added' WHEN d.new IS NULL THEN 'is gone' ELSE 'is another' END));
    WHEN 'row_security', 'force_row_security', 'row_security_applies', 'policies' THEN
        IF NOT coalesce((d.old_facts ->> 'row_security_applies')::boolean, true) AND NOT coalesce((d.new_facts ->> 'row_security_applies')::boolean, true) THEN
            RETURN migration_guard.harmless(false);
        END IF;
        IF s.kind IN ('truncate', 'lock') THEN
            RETURN migration_guard.harmless(false);
        END IF;
        IF d.path[1] = 'row_security_applies' AND d.new = 'true' AND d.identity = ANY (s.roots) AND coalesce(d.new_facts -> 'policies', '{}') = '{}' THEN
            RETURN migration_guard.broken(format('row level security applies to %s on %s and no policy lets any row through', s.role, d.identity));
        END IF;
        RETURN migration_guard.unclear(format('row level security on %s is another: %s was %s and is %s', d.identity, array_to_string(d.path, '.'), coalesce(d.old::text, 'absent'), coalesce(d.new::text, 'absent')));
    WHEN 'replica_identity', 'publications' THEN
        RETURN CASE WHEN NOT access && '{update,delete,cascade}' THEN migration_guard.harmless(false)
            WHEN migration_guard.needs_plan(s, migration_guard.is_partitioned(s.id)) AND NOT 'cascade' = ANY (access) AND (s.writes ? d.identity OR NOT migration_guard.is_partitioned(s.id)) THEN migration_guard.harmless(true)
            ELSE migration_guard.unclear(format('%s of %s is another: an UPDATE or DELETE may lack a replica identity', d.path[1], d.identity)) END;
    WHEN 'children' THEN
        IF d.old IS NULL AND d.new_facts ->> 'kind' = 'p' AND migration_guard.is_plain_partition(d.path[2], d.new_facts) THEN
            RETURN migration_guard.harmless(false);
        END IF;
        RETURN migration_guard.unclear(format('%s %s of %s', CASE WHEN d.new_facts ->> 'kind' = 'p' THEN 'partition' ELSE 'child table' END,
            d.path[2] || CASE WHEN d.old IS NULL THEN ' was added and is not like the others' WHEN d.new IS NULL THEN ' is no longer a part' ELSE ' has other bounds' END, d.identity));
    WHEN 'sequence' THEN
        RETURN CASE WHEN d.path[2] IN ('cache', 'owned_by') THEN migration_guard.harmless(false) ELSE migration_guard.unclear(format('%s of sequence %s was %s and is %s', coalesce(d.path[2], 'the definition'), d.identity, d.old, d.new)) END;
    WHEN 'seen_through' THEN
        RETURN CASE WHEN s.kind IN ('copy_from', 'copy_to', 'truncate') THEN migration_guard.broken(format('%s is a view now, and %s works on tables only', d.identity, upper(split_part(s.kind, '_', 1))))
            ELSE migration_guard.harmless(true) END;
    WHEN 'rows' THEN
        RETURN migration_guard.unclear(format('%s is another table of the same name, with other rows', d.identity));
    WHEN 'persistence' THEN
        RETURN migration_guard.harmless(false);
    WHEN 'parents', 'bound' THEN
        RETURN CASE WHEN NOT access && '{insert,update,cascade}' THEN migration_guard.harmless(true) ELSE migration_guard.unclear(format('%s belongs to another parent, or has other bounds', d.identity)) END;
    WHEN 'view' THEN
        RETURN CASE WHEN d.path[2] = 'owner_privileges' AND jsonb_typeof(d.old) = 'array' AND jsonb_typeof(d.new) = 'array' AND d.old ? 'ROW SECURITY' = d.new ? 'ROW SECURITY'
                  AND migration_guard.needs_plan(s, migration_guard.is_partitioned(s.id)) THEN migration_guard.harmless(true)
            ELSE migration_guard.unclear(format('view %s is another: %s changed', d.identity, coalesce(d.path[2], 'its definition'))) END;
    WHEN 'kind' THEN
        RETURN migration_guard.unclear(format('%s was a %s and is a %s%s', d.identity, migration_guard.kind_name(d.old #>> '{}'), migration_guard.kind_name(d.new #>> '{}'),
            CASE WHEN d.new = '"v"' THEN ' that does more than to show one table''s columns' ELSE '' END));
    WHEN 'row_security_of_view_owner' THEN
        RETURN migration_guard.unclear(format('%s is a view over a table with row level security', d.identity));
    ELSE
        RETURN migration_guard.unclear(format('%s of %s was %s and is %s', array_to_string(d.path, '.'), d.identity, coalesce(d.old::text, 'absent'), coalesce(d.new::text, 'absent')));
    END CASE;
END $relation$;

CREATE FUNCTION migration_guard.kind_name(kind text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN CASE kind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' WHEN 'S' THEN 'sequence' WHEN 'c' THEN 'composite type' ELSE kind END;
