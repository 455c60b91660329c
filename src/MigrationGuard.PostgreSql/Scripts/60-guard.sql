-- Words, quoted names (with the opening quote left on) and single characters of a command, without comments. The last one is
-- chr(1) where reading stopped: at a literal, a dollar quote, U&"", or a name too long for the server to keep.
CREATE FUNCTION migration_guard.words_of_command(command text, most integer) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT
SET search_path = pg_catalog, pg_temp
SET standard_conforming_strings = on
AS $$
DECLARE
    -- The server's own white space; [[:space:]] would follow the locale.
    blank CONSTANT text := '^[ ' || chr(9) || chr(10) || chr(12) || chr(13) || ']+';
    letter CONSTANT text := '[^' || chr(1) || '-@[-^`{-' || chr(127) || ']';
    word CONSTANT text := '^' || letter || '(?:' || letter || '|[0-9$])*';
    rest text := command;
    words text[] := '{}';
    found text;
    depth integer;
BEGIN
    WHILE rest <> '' AND cardinality(words) < most LOOP
        IF rest ~ blank THEN
            rest := regexp_replace(rest, blank, '');
        ELSIF rest LIKE '--%' THEN
            rest := regexp_replace(rest, '^--[^' || chr(10) || chr(13) || ']*', '');
        ELSIF rest LIKE '/*%' THEN
            depth := 0;
            LOOP
                found := substring(rest FROM '/[*]|[*]/');
                EXIT WHEN found IS NULL;
                depth := depth + CASE found WHEN '/*' THEN 1 ELSE -1 END;
                rest := substr(rest, strpos(rest, found) + 2);
                EXIT WHEN depth = 0;
            END LOOP;
            EXIT WHEN depth <> 0;
        ELSIF rest ~* '^(u&"|u&''|[ebxn]?''|[$])' THEN
            EXIT;
        ELSIF rest LIKE '"%' THEN
            found := substring(rest FROM '^"(?:[^"]|"")+"');
            EXIT WHEN found IS NULL OR octet_length(found) > 65;
            words := words || ('"' || replace(substr(found, 2, length(found) - 2), '""', '"'));
            rest := substr(rest, length(found) + 1);
        ELSIF rest ~ word THEN
            found := substring(rest FROM word);
            EXIT WHEN octet_length(found) > 63;
            words := words || lower(found COLLATE "C");
            rest := substr(rest, length(found) + 1);
        ELSE
            words := words || left(rest, 1);
            rest := substr(rest, 2);
        END IF;
    END LOOP;
    RETURN CASE WHEN rest = '' THEN words ELSE words || chr(1) END;
END
$$;

-- A name of one or two parts; next is the place behind it.
CREATE FUNCTION migration_guard.name_at(words text[], place integer, OUT schema_name text, OUT object_name text, OUT next integer)
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    object_name := ltrim(words[place], '"');
    next := place + 1;
    IF words[next] = '.' THEN
        schema_name := object_name;
        object_name := ltrim(words[next + 1], '"');
        next := next + 2;
    END IF;
    IF words[next] = '.' THEN
        -- database.schema.name
        schema_name := object_name;
        object_name := ltrim(words[next + 1], '"');
        next := next + 2;
    END IF;
END
$$;

-- The index that CREATE INDEX describes, in the form of the facts; null where it is more than plain columns.
CREATE FUNCTION migration_guard.index_of_words(words text[], place integer, is_unique boolean) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    method text := 'btree';
    keys text;
    included text;
    tail text;
BEGIN
    IF words[place] = 'using' THEN
        method := ltrim(words[place + 1], '"');
        place := place + 2;
    END IF;
    -- A quoted name keeps its opening quote, so that no name is taken for a bracket or a word of the language.
    keys := substring(array_to_string(words[place:], ' ') FROM '^[(] ([^()]*) [)]');
    tail := btrim(substr(array_to_string(words[place:], ' '), length(keys) + 5), ' ;');
    IF keys IS NULL OR EXISTS (
        SELECT FROM regexp_split_to_table(keys, ' , ') AS k
        WHERE k !~ '^[^ ,]+( collate [^ ]+( [.] [^ ]+)?)?( asc| desc)?( nulls (first|last))?$')
    THEN
        RETURN NULL;
    END IF;
    included := substring(tail FROM '^include [(] ([^()]*) [)]');
    tail := regexp_replace(tail, '^include [(] [^()]* [)] ?', '');
    tail := regexp_replace(tail, '^nulls (not )?distinct ?', '');
    tail := regexp_replace(tail, '^with [(] [^()]* [)] ?', '');
    tail := regexp_replace(tail, '^tablespace [^ ]+ ?', '');
    IF tail !~ '^(where ([(] )*[^ ()]+ is (not )?null( [)])*)?$' THEN
        RETURN NULL;
    END IF;
    RETURN jsonb_build_object(
        'unique', is_unique, 'exclusion', false, 'method', method,
        'include', (SELECT coalesce(jsonb_agg(ltrim(k, '"')), '[]') FROM regexp_split_to_table(included, ' , ') AS k),
        'predicate', regexp_replace(substring(tail FROM '^where (.*)$'), '^[( ]*([^ ()]+) is (not )?null[ )]*$', chr(92) || '1 IS ') || upper(substring(tail FROM ' is ((?:not )?null)[ )]*$')),
        'keys', (SELECT jsonb_agg(jsonb_build_object('expression', ltrim(split_part(k, ' ', 1), '"'))) FROM regexp_split_to_table(keys, ' , ') AS k));
END
$$;

-- What a command with CONCURRENTLY does; null for every other command. Only for a command that the client itself sent: then the
-- text is the command, because such a command may not be one of several.
CREATE FUNCTION migration_guard.concurrent_command(command text, tag text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
DECLARE
    words text[];
    place integer := 1;
    is_unique boolean := false;
    parent record;
    child record;
BEGIN
    IF tag NOT IN ('CREATE INDEX', 'DROP INDEX', 'ALTER TABLE') OR strpos(lower(command), 'concurrently') = 0 THEN
        RETURN NULL;
    END IF;
    words := migration_guard.words_of_command(command, 400);
    WHILE words[place] = ';' LOOP
        place := place + 1;
    END LOOP;
    IF words[place] = 'create' THEN
        is_unique := words[place + 1] = 'unique';
        place := place + CASE WHEN is_unique THEN 2 ELSE 1 END;
        IF tag <> 'CREATE INDEX' OR words[place] IS DISTINCT FROM 'index' OR words[place + 1] IS DISTINCT FROM 'concurrently' THEN
            RETURN NULL;
        END IF;
        WHILE words[place] <> 'on' LOOP
            place := place + 1;
        END LOOP;
        place := place + 1;
        place := place + CASE WHEN words[place] = 'only' AND words[place + 1] = '(' THEN 2 WHEN words[place] = 'only' THEN 1 ELSE 0 END;
        SELECT * INTO parent FROM migration_guard.name_at(words, place);
        place := parent.next + CASE WHEN words[parent.next] IN ('*', ')') THEN 1 ELSE 0 END;
        RETURN jsonb_build_object('kind', CASE WHEN parent.object_name IS NULL OR parent.object_name = chr(1) OR parent.schema_name = chr(1) THEN 'unread create' ELSE 'create' END, 'unique', is_unique, 'schema', parent.schema_name, 'name', parent.object_name,
            'index', migration_guard.index_of_words(words, place, is_unique), 'text', array_to_string(words, ' '));
    ELSIF words[place] = 'drop' THEN
        IF tag <> 'DROP INDEX' OR words[place + 1] IS DISTINCT FROM 'index' OR words[place + 2] IS DISTINCT FROM 'concurrently' THEN
            RETURN NULL;
        END IF;
        place := place + CASE WHEN words[place + 3] = 'if' AND words[place + 4] = 'exists' THEN 5 ELSE 3 END;
        SELECT * INTO parent FROM migration_guard.name_at(words, place);
        RETURN jsonb_build_object('kind', CASE WHEN parent.object_name IS NULL OR parent.object_name = chr(1) OR parent.schema_name = chr(1) THEN 'unread drop' ELSE 'drop' END, 'schema', parent.schema_name, 'name', parent.object_name, 'text', array_to_string(words, ' '));
    ELSIF words[place] = 'alter' AND tag = 'ALTER TABLE' THEN
        place := place + CASE WHEN words[place + 2] = 'if' AND words[place + 3] = 'exists' THEN 4 ELSE 2 END;
        place := place + CASE WHEN words[place] = 'only' AND words[place + 1] = '(' THEN 2 WHEN words[place] = 'only' THEN 1 ELSE 0 END;
        SELECT * INTO parent FROM migration_guard.name_at(words, place);
        place := parent.next + CASE WHEN words[parent.next] IN ('*', ')') THEN 1 ELSE 0 END;
        IF words[place] = 'detach' AND words[place + 1] = 'partition' THEN
            SELECT * INTO child FROM migration_guard.name_at(words, place + 2);
            IF words[place + 2] = chr(1) OR words[child.next - 1] = chr(1) THEN
                RETURN jsonb_build_object('kind', 'unread', 'text', left(command, 200));
            ELSIF words[child.next] = 'concurrently' AND btrim(array_to_string(words[child.next + 1:], ''), ';') = '' THEN
                RETURN jsonb_build_object('kind', 'detach', 'schema', parent.schema_name, 'name', parent.object_name,
                    'child_schema', child.schema_name, 'child', child.object_name, 'text', array_to_string(words, ' '));
            END IF;
        ELSIF place > cardinality(words) OR words[place] IS NULL THEN
            -- The names were not read, so this may or may not be DETACH ... CONCURRENTLY.
            RETURN jsonb_build_object('kind', 'unread', 'text', left(command, 200));
        END IF;
    END IF;
    RETURN NULL;
END
$$;

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
    JOIN migration_guard.version AS v ON v.id = s.version AND v.state = 'live'
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
        FROM migration_guard.version AS v WHERE v.state = 'live';
    END IF;
    RETURN (SELECT jsonb_agg(f) FROM jsonb_array_elements(found) AS f
            WHERE NOT EXISTS (SELECT FROM migration_guard.acceptance AS a WHERE a.version = (f ->> 'version')::integer AND a.difference = f #>> '{differences,0,id}'));
END
$$;

-- Who may break the glass is a member of one role; being a superuser is not enough.
CREATE FUNCTION migration_guard.is_member(person name, of_role name) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    WITH RECURSIVE held (id) AS (
        SELECT r.oid FROM pg_roles AS r WHERE r.rolname = person
        UNION
        SELECT m.roleid FROM pg_auth_members AS m JOIN held AS h ON m.member = h.id
    )
    SELECT EXISTS (SELECT FROM held AS h JOIN pg_roles AS r ON r.oid = h.id WHERE r.rolname = of_role)
$$;

-- { "ticket", "reason" } where the glass is broken, { "problem" } where somebody tried, else null.
CREATE FUNCTION migration_guard.broken_glass() RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp
SET standard_conforming_strings = on
AS $$
DECLARE
    said CONSTANT text := btrim(coalesce(current_setting('migration_guard.break_glass', true), ''));
    parts CONSTANT text[] := regexp_match(said, '^([^:]*[^:[:space:]])[[:space:]]*:[[:space:]]*(.+)$');
BEGIN
    IF said = '' THEN
        RETURN NULL;
    END IF;
    IF NOT migration_guard.is_member(session_user, 'migration_guard_break_glass') THEN
        RETURN jsonb_build_object('problem', format('migration_guard.break_glass is set, but %I is no member of migration_guard_break_glass', session_user));
    END IF;
    IF parts IS NULL THEN
        RETURN jsonb_build_object('problem', 'migration_guard.break_glass is set, but not to ''TICKET: reason''');
    END IF;
    RETURN jsonb_build_object('ticket', parts[1], 'reason', parts[2]);
END
$$;

CREATE FUNCTION migration_guard.name_of_version(version integer) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
    SELECT v.service || ' ' || v.label FROM migration_guard.version AS v WHERE v.id = version
$$;

-- The first statements of a verdict: where they are in the application's source, what the server says, and why.
CREATE FUNCTION migration_guard.explanation(findings jsonb, verdict text, most integer) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
    WITH chosen AS (
        SELECT f.*, row_number() OVER (ORDER BY f.version, s.origin #>> '{0,file}', (s.origin #>> '{0,line}')::integer, f.statement) AS place,
            count(*) OVER () AS total, s.text AS sql,
            migration_guard.name_of_version(f.version) AS name,
            coalesce((s.origin #>> '{0,file}') || coalesce(':' || (s.origin #>> '{0,line}'), '') || ': ', '') AS origin
        FROM jsonb_to_recordset(findings) AS f (version integer, statement bigint, verdict text, sqlstate text, message text, cause text, differences jsonb)
        LEFT JOIN migration_guard.statement AS s ON s.id = f.statement
        WHERE f.verdict = explanation.verdict
    )
    SELECT string_agg(concat(
            CASE WHEN (SELECT count(DISTINCT c.version) FROM chosen AS c) > 1 THEN '[' || name || '] ' END,
            origin, left(regexp_replace(sql, '[[:space:]]+', ' ', 'g'), 160), CASE WHEN length(sql) > 160 THEN '…' END,
            chr(10) || '    ' || concat_ws('; ', message || coalesce(' (' || sqlstate || ')', ''), cause,
                -- What the server itself refuses nobody can accept.
                CASE WHEN sqlstate IS NULL THEN (SELECT 'difference ' || string_agg(d ->> 'id', ', ') FROM jsonb_array_elements(nullif(differences, 'null')) AS d) END)), chr(10) ORDER BY place)
        || CASE WHEN max(total) > most THEN format(chr(10) || '… and %s more', max(total) - most) ELSE '' END
    FROM chosen
    WHERE place <= most
$$;

-- "version 4.2.0 of webshop (live until ...) cannot run 2 of 14 statements after this change"
CREATE FUNCTION migration_guard.summary(findings jsonb, verdict text) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp
SET TimeZone = 'UTC'
AS $$
    WITH broken AS (
        SELECT v.id, v.service, v.label, v.window_until, count(DISTINCT f.statement) AS statements,
            (SELECT count(*) FROM migration_guard.statement AS s WHERE s.version = v.id) AS total,
            row_number() OVER (ORDER BY count(DISTINCT f.statement) DESC, v.id) AS place, count(*) OVER () AS versions
        FROM jsonb_to_recordset(findings) AS f (version integer, statement bigint, verdict text)
        JOIN migration_guard.version AS v ON v.id = f.version
        WHERE f.verdict = summary.verdict
        GROUP BY v.id
    )
    SELECT concat(
        CASE verdict WHEN 'unknown' THEN 'it is not known whether ' END,
        format('version %s of %s', label, service),
        CASE WHEN window_until IS NULL THEN ' (live, no end of its window is set)'
             WHEN window_until < now() THEN format(' (live, its window ended %s UTC)', to_char(window_until, 'YYYY-MM-DD HH24:MI'))
             ELSE format(' (live until %s UTC)', to_char(window_until, 'YYYY-MM-DD HH24:MI')) END,
        CASE verdict WHEN 'fail' THEN ' cannot run ' WHEN 'unknown' THEN ' can still run ' ELSE ' was not judged: ' END,
        CASE WHEN statements > 0 THEN format('%s of %s statements', statements, total) ELSE 'its statements' END,
        CASE verdict WHEN 'busy' THEN ' could not be proved in time' ELSE ' after this change' END,
        CASE WHEN versions > 1 THEN format(' (and %s more live versions)', versions - 1) END)
    FROM broken
    WHERE place = 1
$$;

CREATE FUNCTION migration_guard.refuse(findings jsonb, verdict text, glass jsonb) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
DECLARE
    first record;
    budget_used boolean;
    hint text;
BEGIN
    SELECT v.service, v.label, CASE WHEN f.sqlstate IS NULL THEN f.differences #>> '{0,id}' END AS difference INTO first
    FROM jsonb_to_recordset(findings) AS f (version integer, statement bigint, verdict text, sqlstate text, differences jsonb)
    LEFT JOIN migration_guard.version AS v ON v.id = f.version
    WHERE f.verdict = refuse.verdict
    ORDER BY f.sqlstate IS NOT NULL, f.version, f.statement LIMIT 1;
    budget_used := EXISTS (SELECT FROM jsonb_array_elements(findings) AS f WHERE f ->> 'verdict' = 'busy' AND f ->> 'statement' IS NOT NULL AND f ->> 'sqlstate' IS NULL);
    hint := CASE
        WHEN verdict = 'busy' AND budget_used THEN format(
            'The time budget (%s) was used up, and the changed tables stay locked as long as the guard thinks. Make the transaction smaller, or raise the budget for it: migrationguard guard install --budget 30s.',
            (SELECT s.budget FROM migration_guard.setting AS s))
        WHEN verdict <> 'busy' AND first.label IS NULL THEN
            'The guard itself failed: migrationguard doctor. In an emergency, as a member of migration_guard_break_glass: SET LOCAL migration_guard.break_glass = ''TICKET: reason'';'
        WHEN verdict = 'busy' THEN 'Nothing is known to be wrong. Run the same transaction again; somebody else held a lock or resource that the proof needed.'
        ELSE concat(
            'Keep what the version uses: add first, and remove when the version is retired.', chr(10),
            format('When nothing runs it and no rollback to it is planned: migrationguard versions retire %s --service %s --reason ...', first.label, first.service), chr(10),
            CASE WHEN first.difference IS NOT NULL THEN format('To take the responsibility, as a member of migration_guard_approver: SELECT migration_guard.accept(%L, %L, ''reason'');', first.service || ' ' || first.label, first.difference) || chr(10) END,
            'In an emergency, as a member of migration_guard_break_glass: SET LOCAL migration_guard.break_glass = ''TICKET: reason'';')
    END;
    RAISE EXCEPTION USING
        ERRCODE = CASE verdict WHEN 'fail' THEN 'MG001' WHEN 'unknown' THEN 'MG002' ELSE 'MG003' END,
        MESSAGE = 'refused: ' || coalesce(migration_guard.summary(findings, verdict), 'the guard could not judge this change'),
        DETAIL = coalesce(migration_guard.explanation(findings, verdict, 5), ''),
        HINT = concat_ws(chr(10), hint, glass ->> 'problem');
END
$$;

-- The transaction's event in the log, or an error that refuses it. The glass is whole again afterwards.
CREATE FUNCTION migration_guard.decide(findings jsonb, commands jsonb, OUT event text, OUT details jsonb)
LANGUAGE plpgsql
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
DECLARE
    glass CONSTANT jsonb := migration_guard.broken_glass();
    rules CONSTANT migration_guard.setting := (SELECT s FROM migration_guard.setting AS s);
    verdict CONSTANT text := (
        SELECT f ->> 'verdict' FROM jsonb_array_elements(findings) AS f
        WHERE f ->> 'verdict' <> 'unknown' OR rules.unknown = 'refuse'
        ORDER BY array_position(ARRAY['fail', 'busy', 'unknown'], f ->> 'verdict') LIMIT 1);
BEGIN
    details := jsonb_strip_nulls(jsonb_build_object('commands', commands,
        'findings', (SELECT jsonb_agg(jsonb_set_lax(f.value, '{differences}', jsonb_path_query_array(f.value, '$.differences[*].id'))) FROM jsonb_array_elements(findings) WITH ORDINALITY AS f WHERE f.ordinality <= 50),
        'findings_in_all', nullif(jsonb_array_length(coalesce(findings, '[]')), 0)));
    IF glass ? 'ticket' THEN
        PERFORM set_config('migration_guard.break_glass', '', false);
        event := 'break_glass';
        details := details || glass;
    ELSIF verdict IS NULL THEN
        event := 'ddl';
    ELSIF rules.mode = 'enforce' THEN
        PERFORM migration_guard.refuse(findings, verdict, glass);
    ELSE
        event := 'would_refuse';
        RAISE WARNING USING MESSAGE = 'would be refused: ' || coalesce(migration_guard.summary(findings, verdict), 'the guard could not judge this change'),
            DETAIL = coalesce(migration_guard.explanation(findings, verdict, 5), '');
        -- A prepared transaction cannot notify.
        IF btrim(coalesce(current_query(), '')) !~* '^prepare[[:space:]]+transaction' THEN
            PERFORM pg_notify('migration_guard', left(jsonb_build_object('event', event, 'verdict', verdict, 'message', migration_guard.summary(findings, verdict))::text, 7000));
        END IF;
    END IF;
END
$$;

-- The judge itself failed: the server was busy, or it is not known why.
CREATE FUNCTION migration_guard.unjudged(sqlstate text, message text) RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
BEGIN
    RETURN jsonb_build_array(jsonb_build_object('version', NULL, 'statement', NULL, 'verdict',
        CASE WHEN migration_guard.is_busy($1) THEN 'busy' ELSE 'unknown' END, 'sqlstate', $1, 'message', $2, 'cause', NULL, 'differences', NULL));
END
$$;

-- Keeps what versions use as it is now, with everything that depends on the touched objects; null: everything.
CREATE FUNCTION migration_guard.record_facts(touched_classes oid[], touched_objects oid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, migration_guard, pg_temp
SET row_security = off
SET quote_all_identifiers = off
AS $$
BEGIN
    WITH RECURSIVE used AS MATERIALIZED (
        SELECT o.id, o.class, o.object, o.kind, o.identity
        FROM migration_guard.object AS o JOIN migration_guard.version AS v ON v.id = o.version AND v.state <> 'retired'
    ), touched AS MATERIALIZED (
        SELECT t.class, t.object FROM unnest(touched_classes, touched_objects) AS t (class, object)
    ), reached (id) AS (
        SELECT u.id FROM used AS u JOIN touched AS t ON t.class = u.class AND t.object = u.object
        UNION
        SELECT e.source FROM migration_guard.edge AS e JOIN reached AS r ON e.target = r.id
    ), replaced AS (
        -- Dropped and created again under the same name.
        SELECT t.class, t.object
        FROM touched AS t, LATERAL pg_identify_object(t.class, t.object, 0) AS i
        WHERE NOT EXISTS (SELECT FROM used AS u WHERE u.class = t.class AND u.object = t.object)
            AND i.identity IN (SELECT u.identity FROM used AS u)
    ), wanted AS MATERIALIZED (
        SELECT u.class, u.object FROM used AS u
        WHERE u.object IS NOT NULL AND (touched_classes IS NULL OR u.id IN (SELECT r.id FROM reached AS r))
        UNION
        SELECT r.class, r.object FROM replaced AS r
    ), facts AS MATERIALIZED (
        SELECT f.class, f.object, f.kind, f.identity, f.facts
        FROM (SELECT array_agg(w.class) AS classes, array_agg(w.object) AS objects FROM wanted AS w) AS all_wanted,
            migration_guard.facts_of(all_wanted.classes, all_wanted.objects, NULL) AS f
        WHERE all_wanted.classes IS NOT NULL
    ), gone AS (
        DELETE FROM migration_guard.seen AS s
        WHERE (EXISTS (SELECT FROM touched AS t WHERE t.class = s.class AND t.object = s.object)
                OR EXISTS (SELECT FROM wanted AS w WHERE w.class = s.class AND w.object = s.object))
            AND NOT EXISTS (SELECT FROM facts AS f WHERE f.kind = s.kind AND f.identity = s.identity)
    )
    INSERT INTO migration_guard.seen AS s (class, object, kind, identity, digest)
    SELECT f.class, f.object, f.kind, f.identity, sha256(convert_to(f.facts::text, 'UTF8')) FROM facts AS f
    ON CONFLICT (kind, identity) DO UPDATE SET class = excluded.class, object = excluded.object, digest = excluded.digest, at = now()
        WHERE s.digest <> excluded.digest OR s.object <> excluded.object;
END
$$;

-- What live versions use that was changed, and the guard did not see it.
CREATE FUNCTION migration_guard.unseen() RETURNS TABLE (identity text, what text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, migration_guard, pg_temp
SET row_security = off
SET quote_all_identifiers = off
AS $$
    WITH located AS MATERIALIZED (
        SELECT s.kind, s.identity, s.digest, s.at, l.class, l.object
        FROM migration_guard.seen AS s LEFT JOIN LATERAL migration_guard.locate(s.kind, s.identity, s.class, s.object) AS l ON true
        WHERE EXISTS (SELECT FROM migration_guard.object AS o JOIN migration_guard.version AS v ON v.id = o.version AND v.state = 'live'
                      WHERE (o.kind = s.kind AND o.identity = s.identity) OR (o.class = s.class AND o.object = s.object))
    ), facts AS MATERIALIZED (
        SELECT f.class, f.object, f.facts
        FROM (SELECT array_agg(l.class) AS classes, array_agg(l.object) AS objects FROM located AS l WHERE l.object IS NOT NULL) AS a,
            migration_guard.facts_of(a.classes, a.objects, NULL) AS f
        WHERE a.classes IS NOT NULL
    )
    SELECT l.kind || ' ' || l.identity, CASE WHEN f.facts IS NULL THEN 'is gone' ELSE 'was changed' END
        || format(' since %s UTC', to_char(l.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'))
    FROM located AS l LEFT JOIN facts AS f ON f.class = l.class AND f.object = l.object
    WHERE f.facts IS NULL OR sha256(convert_to(f.facts::text, 'UTF8')) <> l.digest
    ORDER BY 1
$$;

-- Relations that this transaction has locked more strongly than a client's statements lock them.
CREATE FUNCTION migration_guard.locked_relations() RETURNS oid[]
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(DISTINCT l.relation), '{}')
    FROM pg_locks AS l
    WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted AND l.relation >= 16384
        AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
        AND l.mode IN ('ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'));
END
$$;

-- Whether any version's statements depend on one of the objects, or on an object that had its name.
CREATE FUNCTION migration_guard.are_used(classes oid[], objects oid[]) RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM unnest(classes, objects) AS t (class, object) JOIN migration_guard.object AS o ON o.object = t.object AND o.class = t.class)
    OR EXISTS (
        SELECT FROM unnest(classes, objects) AS t (class, object), LATERAL pg_identify_object(t.class, t.object, 0) AS i
        WHERE i.identity IN (SELECT o.identity FROM migration_guard.object AS o));
END
$$;

-- Whether a live version's statements name one of the names, or build SQL at run time, which may name anything.
CREATE FUNCTION migration_guard.may_be_named(names text[]) RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM migration_guard.version AS v JOIN migration_guard.statement AS s ON s.version = v.id WHERE v.state = 'live' AND s.tokens && names)
    OR EXISTS (
        SELECT FROM migration_guard.version AS v JOIN migration_guard.object AS o ON o.version = v.id
        WHERE v.state = 'live' AND o.kind = 'routine' AND (o.facts ->> 'dynamic')::boolean);
END
$$;

-- At the end of a transaction: its first command judges all of them together, the others find nothing left to judge.
CREATE FUNCTION migration_guard.judge_transaction() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, migration_guard, pg_temp
SET check_function_bodies = on
SET standard_conforming_strings = on
SET row_security = off
SET plan_cache_mode = auto
SET lock_timeout = '1 s'
SET quote_all_identifiers = off
SET transform_null_equals = off
SET jit = off
AS $$
DECLARE
    everything boolean;
    classes oid[];
    objects oid[];
    names text[];
    commands jsonb;
    locked oid[];
    used boolean;
    findings jsonb;
    decision record;
    enforced boolean;
BEGIN
    IF NOT EXISTS (SELECT FROM migration_guard.change AS c WHERE c.id = NEW.id) THEN
        RETURN NULL;
    END IF;
    enforced := (SELECT s.mode = 'enforce' FROM migration_guard.setting AS s);
    WITH mine AS (
        DELETE FROM migration_guard.change AS c WHERE c.transaction = pg_current_xact_id() RETURNING c.*
    ), touched AS (
        SELECT DISTINCT t.class, t.object FROM mine AS m, unnest(m.classes, m.objects) AS t (class, object)
    )
    SELECT (SELECT bool_or(m.everything) FROM mine AS m),
        (SELECT array_agg(t.class ORDER BY t.class, t.object) FROM touched AS t), (SELECT array_agg(t.object ORDER BY t.class, t.object) FROM touched AS t),
        (SELECT jsonb_agg(jsonb_build_object('command', m.command, 'objects', to_jsonb(m.identities[1:10])) ORDER BY m.id) FILTER (WHERE m.place <= 50)
         FROM (SELECT m.*, row_number() OVER (ORDER BY m.id) AS place FROM mine AS m) AS m)
    INTO everything, classes, objects, commands;
    locked := migration_guard.locked_relations();
    classes := coalesce(classes, '{}') || array_fill('pg_class'::regclass::oid, ARRAY[cardinality(locked)]);
    objects := coalesce(objects, '{}') || locked;
    BEGIN
        PERFORM FROM migration_guard.epoch FOR UPDATE;
        SELECT array_agg(DISTINCT lower(n.name)) INTO names
        FROM (
            SELECT c.relname::text FROM pg_class AS c WHERE c.oid = ANY (objects) AND c.relkind NOT IN ('i', 'I', 't')
            UNION ALL SELECT p.proname FROM pg_proc AS p WHERE p.oid = ANY (objects)
            UNION ALL SELECT t.typname FROM pg_type AS t WHERE t.oid = ANY (objects)
        ) AS n (name);
        used := everything OR migration_guard.are_used(classes, objects);
        IF used OR migration_guard.may_be_named(names) THEN
            SELECT jsonb_agg(to_jsonb(j)) INTO findings
            FROM migration_guard.judge_objects(classes, objects, coalesce(names, '{}'), everything, (SELECT s.budget FROM migration_guard.setting AS s)) AS j;
        END IF;
    EXCEPTION WHEN query_canceled OR OTHERS THEN
        IF enforced AND SQLSTATE = '40001' AND migration_guard.broken_glass() IS NULL THEN
            RAISE;
        END IF;
        findings := migration_guard.unjudged(SQLSTATE, SQLERRM);
    END;
    SELECT d.event, d.details INTO decision FROM migration_guard.decide(findings, commands) AS d;
    BEGIN
        IF used IS NOT FALSE THEN
            PERFORM migration_guard.record_facts(CASE WHEN everything THEN NULL ELSE classes END, CASE WHEN everything THEN NULL ELSE objects END);
        END IF;
    EXCEPTION WHEN query_canceled OR OTHERS THEN
        RAISE WARNING USING MESSAGE = 'the guard could not record what this change leaves behind; doctor will report it as unseen', DETAIL = SQLERRM;
    END;
    BEGIN
        PERFORM migration_guard.append(decision.event, '', decision.details);
    EXCEPTION WHEN query_canceled OR OTHERS THEN
        IF enforced THEN
            RAISE EXCEPTION USING ERRCODE = 'MG003', MESSAGE = 'refused: the guard could not write its log', DETAIL = SQLERRM,
                HINT = 'Nothing is known to be wrong with the change. Run the same transaction again.';
        END IF;
        RAISE WARNING USING MESSAGE = 'the guard could not write its log', DETAIL = SQLERRM;
    END;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER judge AFTER INSERT ON migration_guard.change
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION migration_guard.judge_transaction();

-- Only the judgement takes rows away.
CREATE FUNCTION migration_guard.keep_changes() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION USING ERRCODE = 'MG004', MESSAGE = format('%s on migration_guard.change is refused: what it names was not judged yet', TG_OP);
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER keep BEFORE UPDATE OR DELETE OR TRUNCATE ON migration_guard.change
    FOR EACH STATEMENT EXECUTE FUNCTION migration_guard.keep_changes();

CREATE FUNCTION migration_guard.on_command_start() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, migration_guard, pg_temp
SET standard_conforming_strings = on
SET row_security = off
SET lock_timeout = '1 s'
AS $$
DECLARE
    place text;
    command jsonb;
    findings jsonb;
    event text;
    details jsonb;
BEGIN
    IF strpos(lower(coalesce(current_query(), '')), 'concurrently') = 0 THEN
        RETURN;
    END IF;
    GET DIAGNOSTICS place = PG_CONTEXT;
    -- More than our own line: inside a function, where PostgreSQL refuses CONCURRENTLY itself.
    IF strpos(place, chr(10)) > 0 THEN
        RETURN;
    END IF;
    command := migration_guard.concurrent_command(current_query(), tg_tag);
    IF command IS NULL THEN
        RETURN;
    END IF;
    BEGIN
        -- SHARE instead of a row lock: DROP INDEX CONCURRENTLY must find a transaction that has written nothing. And let go at once:
        -- the command waits for its table now, behind transactions that wait for the epoch.
        LOCK TABLE migration_guard.epoch IN SHARE MODE;
        findings := migration_guard.judge_concurrent(command);
        RAISE EXCEPTION USING ERRCODE = 'MG000';
    EXCEPTION
        WHEN SQLSTATE 'MG000' THEN
            NULL;
        WHEN query_canceled OR OTHERS THEN
            findings := migration_guard.unjudged(SQLSTATE, SQLERRM);
    END;
    SELECT d.event, d.details INTO event, details
    FROM migration_guard.decide(findings, jsonb_build_array(jsonb_build_object('command', tg_tag || ' CONCURRENTLY', 'objects', jsonb_build_array(left(command ->> 'text', 500))))) AS d;
    IF event = 'break_glass' AND command ->> 'kind' NOT IN ('drop', 'unread drop') THEN
        PERFORM migration_guard.append(event, '', details);
        event := 'ddl';
        details := details - 'findings';
    END IF;
    PERFORM set_config('migration_guard.started', jsonb_build_object('event', event, 'details', details)::text, false);
END
$$;

-- The last transaction of a CONCURRENTLY command: an error here would be the damage that its judgement at the start avoids.
CREATE FUNCTION migration_guard.finish_concurrent(relations oid[]) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, migration_guard, pg_temp
SET lock_timeout = '2 s'
AS $$
DECLARE
    started CONSTANT jsonb := current_setting('migration_guard.started', true);
BEGIN
    PERFORM migration_guard.append(started ->> 'event', '', started -> 'details');
    PERFORM migration_guard.record_facts(array_fill('pg_class'::regclass::oid, ARRAY[cardinality(relations)]), relations);
    PERFORM set_config('migration_guard.started', '', false);
EXCEPTION WHEN query_canceled OR OTHERS THEN
    RAISE WARNING USING MESSAGE = 'the guard could not write its log', DETAIL = SQLERRM;
END
$$;

CREATE FUNCTION migration_guard.on_command_end() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
DECLARE
    place text;
    command jsonb;
BEGIN
    -- No user can name a schema pg_temp or create anything in the guard's own.
    IF NOT EXISTS (
        SELECT FROM pg_event_trigger_ddl_commands() AS c
        WHERE c.schema_name IS DISTINCT FROM 'pg_temp'
            AND (c.schema_name IS NULL OR c.schema_name NOT IN ('migration_guard', 'migration_guard_scratch') OR c.command_tag NOT LIKE 'CREATE %')
            AND c.command_tag NOT IN ('COMMENT', 'REINDEX', 'CREATE STATISTICS', 'ALTER STATISTICS')) AND tg_tag NOT LIKE 'ALTER %'
    THEN
        RETURN;
    END IF;
    IF strpos(lower(current_query()), 'concurrently') > 0 THEN
        GET DIAGNOSTICS place = PG_CONTEXT;
        command := CASE WHEN strpos(place, chr(10)) = 0 THEN migration_guard.concurrent_command(current_query(), tg_tag) END;
        IF command ->> 'kind' <> 'unread' THEN
            PERFORM migration_guard.finish_concurrent(ARRAY(
                SELECT unnest(ARRAY[c.objid, i.indrelid]) FROM pg_event_trigger_ddl_commands() AS c LEFT JOIN pg_index AS i ON i.indexrelid = c.objid
                UNION
                SELECT migration_guard.relations_named(command ->> 'child_schema', command ->> 'child', '{r,p,f}')));
            RETURN;
        END IF;
    END IF;
    IF tg_tag IN ('GRANT', 'REVOKE', 'ALTER FUNCTION') THEN
        GET DIAGNOSTICS place = PG_CONTEXT;
        -- A new prober. The second line is the command itself, so it does not matter who sent it.
        IF split_part(place, chr(10), 2) ~ '^SQL statement "(GRANT USAGE, CREATE ON SCHEMA migration_guard_scratch TO|(REVOKE ALL ON|ALTER) FUNCTION migration_guard[.]probe_[0-9a-f]{16}[(][][a-z_., ]*[)] (FROM|OWNER TO)) [a-zA-Z_0-9]+"$' THEN
            RETURN;
        END IF;
    END IF;
    INSERT INTO migration_guard.change (command, everything, classes, objects, identities)
    SELECT tg_tag,
        -- Rights, operators, casts, schemas, collations, extensions and all else that statements use without naming it.
        coalesce(bool_or(c.classid IS NULL OR c.classid NOT IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass, 'pg_trigger'::regclass,
            'pg_policy'::regclass, 'pg_rewrite'::regclass, 'pg_attrdef'::regclass, 'pg_constraint'::regclass, 'pg_statistic_ext'::regclass)), false),
        coalesce(array_agg(c.classid) FILTER (WHERE c.objid IS NOT NULL), '{}'), coalesce(array_agg(c.objid) FILTER (WHERE c.objid IS NOT NULL), '{}'),
        coalesce((array_agg(coalesce(c.object_identity, c.object_type)))[1:20], '{}')
    FROM pg_event_trigger_ddl_commands() AS c
    WHERE c.schema_name IS DISTINCT FROM 'pg_temp'
    HAVING count(*) > 0 OR NOT EXISTS (SELECT FROM pg_event_trigger_ddl_commands());
END
$$;

CREATE FUNCTION migration_guard.on_drop() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
DECLARE
    place text;
    command jsonb;
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_event_trigger_dropped_objects() AS d
        WHERE NOT d.is_temporary AND (d.schema_name IS NULL OR d.schema_name NOT IN ('migration_guard', 'migration_guard_scratch', 'pg_toast')))
    THEN
        RETURN;
    END IF;
    IF strpos(lower(current_query()), 'concurrently') > 0 THEN
        GET DIAGNOSTICS place = PG_CONTEXT;
        command := CASE WHEN strpos(place, chr(10)) = 0 THEN migration_guard.concurrent_command(current_query(), tg_tag) END;
        IF command ->> 'kind' IN ('drop', 'unread drop') THEN
            PERFORM migration_guard.finish_concurrent(migration_guard.locked_relations());
            RETURN;
        ELSIF command ->> 'kind' = 'detach' THEN
            RETURN;
        END IF;
    END IF;
    INSERT INTO migration_guard.change (command, everything, classes, objects, identities)
    SELECT tg_tag,
        bool_or(d.classid NOT IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass, 'pg_trigger'::regclass,
            'pg_policy'::regclass, 'pg_rewrite'::regclass, 'pg_attrdef'::regclass, 'pg_constraint'::regclass, 'pg_statistic_ext'::regclass)),
        array_agg(d.classid), array_agg(d.objid), (array_agg(d.object_identity ORDER BY d.original DESC))[1:20]
    FROM pg_event_trigger_dropped_objects() AS d
    WHERE NOT d.is_temporary;
END
$$;

-- Whoever changes a version, through whatever way: at the end of the transaction it is in the log, and what it uses is recorded.
CREATE FUNCTION migration_guard.on_version_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, migration_guard, pg_temp
SET row_security = off
AS $$
DECLARE
    subject CONSTANT text := NEW.service || ' ' || NEW.label;
    classes oid[];
    objects oid[];
BEGIN
    IF NOT EXISTS (SELECT FROM migration_guard.version AS v WHERE v.id = NEW.id) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT' THEN
        PERFORM migration_guard.append('publish', subject, jsonb_build_object('digest', NEW.digest,
            'statements', (SELECT count(*) FROM migration_guard.statement AS s WHERE s.version = NEW.id)));
    ELSE
        PERFORM migration_guard.append(CASE NEW.state WHEN 'published' THEN 'publish' ELSE NEW.state END, subject,
            jsonb_strip_nulls(jsonb_build_object('digest', NEW.digest, 'before', OLD.state, 'until', NEW.window_until, 'reason', NEW.reason)));
    END IF;
    SELECT array_agg(o.class), array_agg(o.object) INTO classes, objects
    FROM migration_guard.object AS o
    WHERE o.version = NEW.id AND o.object IS NOT NULL
        AND ((TG_OP = 'UPDATE' AND OLD.state = 'retired') OR NOT EXISTS (SELECT FROM migration_guard.seen AS s WHERE s.kind = o.kind AND s.identity = o.identity));
    IF classes IS NOT NULL THEN
        PERFORM migration_guard.record_facts(classes, objects);
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER published AFTER INSERT ON migration_guard.version
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION migration_guard.on_version_changed();
CREATE CONSTRAINT TRIGGER changed AFTER UPDATE ON migration_guard.version
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.state <> NEW.state OR OLD.window_until IS DISTINCT FROM NEW.window_until OR OLD.digest <> NEW.digest)
    EXECUTE FUNCTION migration_guard.on_version_changed();

-- Takes the responsibility for one difference, for one version ("4.2.0", or "webshop 4.2.0" where several services have that label).
CREATE FUNCTION migration_guard.accept(version text, difference text, reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, migration_guard, pg_temp
SET row_security = off
SET lock_timeout = '10 s'
AS $$
DECLARE
    found record;
BEGIN
    IF btrim(coalesce(accept.reason, '')) = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'MG004', MESSAGE = 'a difference is accepted with a reason', HINT = 'SELECT migration_guard.accept(version, difference, reason)';
    END IF;
    PERFORM FROM migration_guard.epoch FOR UPDATE;
    SELECT count(*) AS versions, min(v.id) AS id, min(v.service || ' ' || v.label) AS name INTO found
    FROM migration_guard.version AS v
    WHERE accept.version IN (v.label, v.service || ' ' || v.label) AND v.state <> 'retired';
    IF found.versions <> 1 THEN
        RAISE EXCEPTION USING ERRCODE = 'MG004',
            MESSAGE = CASE WHEN found.versions = 0 THEN format('no version %s is published here', accept.version) ELSE format('several services have a version %s', accept.version) END,
            HINT = 'Name it with its service: ''webshop 4.2.0''.';
    END IF;
    IF NOT coalesce(accept.difference ~ '^[0-9A-Za-z:_.-]{4,200}$', false) THEN
        RAISE EXCEPTION USING ERRCODE = 'MG004', MESSAGE = format('%L is no difference', accept.difference), HINT = 'The error that refused the change names the differences.';
    END IF;
    INSERT INTO migration_guard.acceptance AS a (version, difference, reason) VALUES (found.id, accept.difference, accept.reason)
    ON CONFLICT ON CONSTRAINT acceptance_pkey DO UPDATE SET reason = excluded.reason, accepted_at = now(), accepted_by = session_user;
    PERFORM migration_guard.append('accept', found.name, jsonb_build_object('difference', accept.difference, 'reason', accept.reason));
END
$$;

-- Changes what is not null.
CREATE FUNCTION migration_guard.configure(new_mode text, new_unknown text, new_budget interval, reason text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, migration_guard, pg_temp
SET lock_timeout = '10 s'
AS $$
DECLARE
    before migration_guard.setting;
    after migration_guard.setting;
BEGIN
    PERFORM FROM migration_guard.epoch FOR UPDATE;
    SELECT s.* INTO before FROM migration_guard.setting AS s;
    UPDATE migration_guard.setting AS s
    SET mode = coalesce(new_mode, s.mode), unknown = coalesce(new_unknown, s.unknown), budget = coalesce(new_budget, s.budget)
    RETURNING s.* INTO after;
    IF before IS DISTINCT FROM after THEN
        PERFORM migration_guard.append('mode', '', jsonb_strip_nulls(jsonb_build_object('mode', after.mode, 'unknown', after.unknown, 'budget', after.budget,
            'before', jsonb_build_object('mode', before.mode, 'unknown', before.unknown, 'budget', before.budget), 'reason', reason)));
    END IF;
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA migration_guard FROM PUBLIC;
