-- The text without its literals and quoted names: \x01 stands for a literal, \x02 for a name.
CREATE FUNCTION migration_guard.without_quoted(canonical text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
RETURN regexp_replace(regexp_replace(canonical, '''(?:[^'']|'''')*''|("(?:[^"]|"")*")', E'\x01\\1', 'g'), E'\x01"(?:[^"]|"")*"', E'\x02', 'g');

-- The second line of defence behind the publisher's lexer: what this accepts, the server reads as one statement at most.
CREATE FUNCTION migration_guard.is_one_statement(canonical text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
RETURN canonical !~ E'[\x01\x02]'
   AND migration_guard.without_quoted(canonical) !~ E'[;\\\\''"]|--|/\\*|\\$(?![0-9])|\\m[eE]\x01|[uU]&[\x01\x02]';

ALTER TABLE migration_guard.statement ADD CONSTRAINT one_statement CHECK (migration_guard.is_one_statement(canonical));

-- Words and quoted names, folded to lower case.
CREATE FUNCTION migration_guard.tokens_of(canonical text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
RETURN (SELECT coalesce(array_agg(DISTINCT lower(CASE WHEN found[1] LIKE '"%' THEN replace(substr(found[1], 2, length(found[1]) - 2), '""', '"') ELSE found[1] END)), '{}')
        FROM regexp_matches(regexp_replace(canonical, '''(?:[^'']|'''')*''|("(?:[^"]|"")*")', E' \\1', 'g'),
                            E'"(?:[^"]|"")*"|[A-Za-z0-9_\\u0080-\\U0010FFFF][A-Za-z0-9_$\\u0080-\\U0010FFFF]*', 'g') AS found);

-- Words of short literals, each behind a quotation mark: a literal of type regclass or regconfig names an object.
CREATE FUNCTION migration_guard.words_in_literals(canonical text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
RETURN (SELECT coalesce(array_agg(DISTINCT '''' || lower(word[1])), '{}')
        FROM regexp_matches(canonical, '''((?:[^'']|''''){1,140})''|"(?:[^"]|"")*"', 'g') AS literal,
             regexp_matches(literal[1], E'[A-Za-z0-9_\\u0080-\\U0010FFFF][A-Za-z0-9_$\\u0080-\\U0010FFFF]*', 'g') AS word);

-- Literals become \x01; names stay.
CREATE FUNCTION migration_guard.without_literals(sql text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
RETURN replace(regexp_replace(sql, '''(?:[^'']|'''')*''|("(?:[^"]|"")*")', E'\x01\\1', 'g'), E'\x01"', '"');

-- Parameters as typed NULLs.
CREATE FUNCTION migration_guard.without_parameters(canonical text, types text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $without$
DECLARE
    part text;
    result text := '';
BEGIN
    FOR part IN SELECT m[1] FROM regexp_matches(canonical, '''(?:[^'']|'''')*''|"(?:[^"]|"")*"|[^''"]+', 'g') AS m LOOP
        IF part ~ '^[^''"]' THEN
            FOR n IN REVERSE cardinality(types) .. 1 LOOP
                part := regexp_replace(part, '\$' || n || '(?![0-9])', 'CAST(NULL AS ' || CASE WHEN types[n] = 'unknown' THEN 'text' ELSE types[n] END || ')', 'g');
            END LOOP;
        END IF;
        result := result || part;
    END LOOP;
    RETURN result;
END $without$;

-- How a statement is proved: its kind and the SQL that is parsed for it.
CREATE FUNCTION migration_guard.classify(canonical text, OUT kind text, OUT probe text)
LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp AS $classify$
DECLARE
    word text := lower(substring(migration_guard.without_quoted(canonical) FROM '^[\s(]*([A-Za-z]+)'));
    name_pattern CONSTANT text := '((?:"(?:[^"]|"")+"|[^\s"(),.]+)(?:\s*\.\s*(?:"(?:[^"]|"")+"|[^\s"(),.]+))?)';
    found text[];
BEGIN
    probe := canonical;
    IF word IN ('select', 'insert', 'update', 'delete', 'merge', 'with', 'values', 'table') THEN
        kind := 'statement';
    ELSIF word = 'copy' THEN
        found := regexp_match(canonical, '^\s*copy\s+' || name_pattern || '\s*(?:\(([^()]*)\))?\s*(from\s+stdin|to\s+stdout)\M', 'i');
        IF found IS NULL THEN
            kind := 'utility';
        ELSIF lower(found[3]) LIKE 'from%' THEN
            kind := 'copy_from';
            probe := CASE WHEN found[2] IS NULL THEN format('INSERT INTO %s DEFAULT VALUES', found[1])
                ELSE format('INSERT INTO %s (%s) VALUES (%s)', found[1], found[2], regexp_replace(regexp_replace(found[2], '"(?:[^"]|"")+"', 'x', 'g'), '[^,]+', 'NULL', 'g')) END;
        ELSE
            kind := 'copy_to';
            probe := format('SELECT %s FROM ONLY %s', coalesce(found[2], '*'), found[1]);
        END IF;
    ELSIF word = 'truncate' THEN
        found := regexp_match(canonical, '^\s*truncate\s+(?:table\s+)?(?:only\s+)?' || name_pattern || '\s*(?:restart\s+identity|continue\s+identity|restrict)?\s*$', 'i');
        kind := CASE WHEN found IS NULL THEN 'utility' ELSE 'truncate' END;
        probe := format('SELECT FROM %s', found[1]);
    ELSIF word = 'lock' THEN
        found := regexp_match(canonical, '^\s*lock\s+(?:table\s+)?(?:only\s+)?' || name_pattern || '\s*(?:in\s+[a-z ]+\s+mode)?\s*(?:nowait)?\s*$', 'i');
        kind := CASE WHEN found IS NULL THEN 'utility' ELSE 'lock' END;
        probe := format('SELECT FROM %s', found[1]);
    ELSIF word IN ('begin', 'start', 'commit', 'end', 'rollback', 'abort', 'savepoint', 'release', 'listen', 'unlisten', 'notify', 'discard', 'deallocate', 'close', 'fetch', 'move') THEN
        kind := 'session';
    ELSIF word IN ('set', 'show', 'reset') THEN
        found := regexp_match(canonical, '^\s*(?:set|show|reset)\s+(?:local\s+|session\s+)?(transaction\s|time\s+zone|characteristics|all\M|constraints\s|names\s|[A-Za-z_.]+)', 'i');
        kind := CASE WHEN lower(found[1]) IN ('role', 'authorization', 'search_path', 'session_authorization') THEN 'utility'
            WHEN lower(found[1]) ~ '^(transaction\s|time\s|characteristics|all$|names\s)' OR found[1] LIKE '%.%' OR EXISTS (SELECT FROM pg_settings s WHERE s.name = lower(found[1])) THEN 'session'
            ELSE 'utility' END;
    ELSE
        kind := 'utility';
    END IF;
    IF kind IN ('session', 'utility') THEN
        probe := NULL;
    END IF;
END $classify$;

CREATE FUNCTION migration_guard.writes_of(resolved text) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN (SELECT coalesce(jsonb_object_agg(w.target, w.operations), '{}') FROM (
    SELECT m[2] AS target, jsonb_agg(DISTINCT o) AS operations
    FROM regexp_matches(migration_guard.without_literals(resolved),
        '\m(INSERT INTO|UPDATE|DELETE FROM|MERGE INTO)\s+(?:ONLY\s+)?((?:"(?:[^"]|"")+"|[^\s"(),.;]+)\.(?:"(?:[^"]|"")+"|[^\s"(),.;]+))', 'g') AS m,
        unnest(CASE m[1] WHEN 'INSERT INTO' THEN CASE WHEN resolved ~ 'DO UPDATE' THEN '{insert,update}'::text[] ELSE '{insert}' END
            WHEN 'UPDATE' THEN '{update}' WHEN 'DELETE FROM' THEN '{delete}' ELSE '{insert,update,delete}' END) AS o
    GROUP BY m[2]) AS w);

-- Built-in functions and types that find an object by a name in a text, when they run.
CREATE FUNCTION migration_guard.looks_up_names(tokens text[], canonical text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN tokens && '{pg_get_serial_sequence,query_to_xml,query_to_xmlschema,query_to_xml_and_xmlschema,table_to_xml,table_to_xmlschema,table_to_xml_and_xmlschema,schema_to_xml,database_to_xml,cursor_to_xml,to_regclass,to_regproc,to_regprocedure,to_regtype,to_regnamespace,ts_rewrite,ts_stat}'
    OR canonical ~* '\$[0-9]+\s*::\s*"?reg[a-z]+|cast\s*\(\s*\$[0-9]+\s+as\s+"?reg';
