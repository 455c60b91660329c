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
    object_name := regexp_replace(words[place], '^"', '');
    next := place + 1;
    IF words[next] = '.' THEN
        schema_name := object_name;
        object_name := regexp_replace(words[next + 1], '^"', '');
        next := next + 2;
    END IF;
    IF words[next] = '.' THEN
        -- database.schema.name
        schema_name := object_name;
        object_name := regexp_replace(words[next + 1], '^"', '');
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
        method := regexp_replace(words[place + 1], '^"', '');
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
        'include', (SELECT coalesce(jsonb_agg(regexp_replace(k, '^"', '')), '[]') FROM regexp_split_to_table(included, ' , ') AS k),
        'predicate', regexp_replace(substring(tail FROM '^where (.*)$'), '^[( ]*([^ ()]+) is (not )?null[ )]*$', chr(92) || '1 IS ') || upper(substring(tail FROM ' is ((?:not )?null)[ )]*$')),
        'keys', (SELECT jsonb_agg(jsonb_build_object('expression', regexp_replace(split_part(k, ' ', 1), '^"', ''))) FROM regexp_split_to_table(keys, ' , ') AS k));
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
