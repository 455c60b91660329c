-- Splits deparsed text so that a word inside a literal or a quoted name is never taken for a keyword or another name.
CREATE FUNCTION migration_guard.words(expression text) RETURNS TABLE (place bigint, word text)
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
    SELECT match.place, match.part[1]
    FROM regexp_matches(expression, $re$'(?:[^']|'')*'|"(?:[^"]|"")*"|[A-Za-z0-9_]+|.$re$, 'g') WITH ORDINALITY AS match (part, place)
$$;

-- The relation's own name becomes $self, which no deparsed name can be.
CREATE FUNCTION migration_guard.relative(expression text, schema_name name, relation_name name) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
DECLARE
    own_schema CONSTANT text := quote_ident(schema_name);
    own_name CONSTANT text := quote_ident(relation_name);
BEGIN
    IF expression IS NULL OR (strpos(expression, own_name) = 0 AND strpos(expression, relation_name) = 0) THEN
        RETURN expression;
    END IF;
    -- "x.f(…)" would be ambiguous: the relation's column or the schema's function.
    IF EXISTS (SELECT FROM pg_namespace WHERE nspname = relation_name) THEN
        RETURN expression;
    END IF;
    RETURN (
        SELECT string_agg(
            CASE
                WHEN word = own_schema AND next_1 = '.' AND next_2 = own_name AND previous_1 IS DISTINCT FROM '.' THEN ''
                WHEN word = '.' AND previous_1 = own_schema AND next_1 = own_name THEN ''
                WHEN word = own_name AND previous_1 = '.' AND previous_2 = own_schema THEN '$self'
                WHEN word = own_name AND next_1 = '.' AND previous_1 IS DISTINCT FROM '.' THEN '$self'
                -- A second mention is called name_1, cut to what a name may have.
                WHEN suffix IS NOT NULL AND plain = left(relation_name, length(plain) - length(suffix)) || suffix
                    AND (length(plain) = length(relation_name) + length(suffix) OR octet_length(plain) > 59) THEN '$self' || suffix
                ELSE word
            END, '' ORDER BY place)
        FROM (
            SELECT place, word, lag(word) OVER line AS previous_1, lag(word, 2) OVER line AS previous_2,
                lead(word) OVER line AS next_1, lead(word, 2) OVER line AS next_2, substring(word FROM '(_[0-9]+)"?$') AS suffix,
                CASE WHEN word LIKE '"%' THEN replace(substr(word, 2, length(word) - 2), '""', '"') ELSE word END AS plain
            FROM migration_guard.words(expression)
            WINDOW line AS (ORDER BY place)
        ) AS words);
END
$$;

-- pg_get_expr refuses a condition over OLD and NEW, so it is cut out of the whole definition.
CREATE FUNCTION migration_guard.trigger_condition(trigger oid) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
    WITH words AS MATERIALIZED (SELECT place, word FROM migration_guard.words(pg_get_triggerdef(trigger, false)))
    SELECT btrim(string_agg(word, '' ORDER BY place))
    FROM words
    WHERE place > (SELECT min(place) FROM words WHERE word = 'WHEN')
        AND place < (SELECT max(place) FROM words WHERE word = 'EXECUTE')
$$;

-- Everything after "ON <event> TO <relation>".
CREATE FUNCTION migration_guard.rule_action(rule oid) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
    WITH words AS MATERIALIZED (SELECT place, word FROM migration_guard.words(pg_get_ruledef(rule, false))),
        header AS (SELECT min(place) AS last FROM words WHERE word = 'TO')
    SELECT btrim(string_agg(word, '' ORDER BY place), E' \n')
    FROM words, header
    WHERE place > last + CASE WHEN (SELECT word FROM words WHERE place = last + 3) = '.' THEN 4 ELSE 2 END
$$;

-- The one relation that a simple view reads, whether rows are left out, and which of its columns the view passes on unchanged.
CREATE FUNCTION migration_guard.view_source(view oid, OUT base oid, OUT filtered boolean, OUT columns jsonb)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
DECLARE
    action text;
BEGIN
    SELECT ev_action::text INTO action FROM pg_rewrite WHERE ev_class = view AND rulename = '_RETURN';
    IF action IS NULL OR strpos(action, ':hasAggs false :hasWindowFuncs false :hasTargetSRFs false') = 0 THEN
        RETURN;
    END IF;
    WITH pieces AS (
        SELECT match.part[1] AS piece, match.place FROM regexp_matches(action, '(?:[^{}\\]|\\.)+|[{}]', 'g') WITH ORDINALITY AS match (part, place)
    ), nested AS (
        SELECT piece, place, sum(CASE piece WHEN '{' THEN 1 WHEN '}' THEN -1 ELSE 0 END) OVER line AS depth,
            lag(piece, 2) OVER line AS before, lead(piece, 2) OVER line AS inner_piece, lead(piece, 4) OVER line AS after_inner
        FROM pieces
        WINDOW line AS (ORDER BY place)
    ), query AS (
        SELECT string_agg(piece, '' ORDER BY place) AS text FROM nested WHERE depth = 1
    ), source AS (
        SELECT substring(piece FROM ':rtindex ([0-9]+)')::integer AS number, inner_piece NOT LIKE ') :quals <>%' AS filtered
        FROM nested
        WHERE depth = 3 AND piece LIKE 'RANGETBLREF %' AND before = 'FROMEXPR :fromlist (' AND inner_piece LIKE ') :quals %'
    ), entries AS (
        SELECT piece, place, count(*) FILTER (WHERE piece LIKE 'RANGETBLENTRY %') OVER (ORDER BY place) AS number FROM nested WHERE depth = 2
    ), entry AS (
        SELECT number, string_agg(piece, '' ORDER BY place) AS text FROM entries WHERE number > 0 GROUP BY number
    ), relation AS (
        SELECT number, source.filtered, substring(entry.text FROM ':rtekind 0 :relid ([0-9]+)')::oid AS base
        FROM source JOIN entry USING (number), query
        WHERE entry.text LIKE '%:tablesample <>%'
            AND query.text LIKE ALL (ARRAY['%:hasAggs false :hasWindowFuncs false :hasTargetSRFs false%', '%:cteList <>%', '%:groupClause <>%',
                '%:groupingSets <>%', '%:havingQual <>%', '%:distinctClause <>%', '%:limitOffset <>%', '%:limitCount <>%', '%:setOperations <>%'])
    ), plain AS (
        SELECT substring(after_inner FROM ':resno ([0-9]+)')::smallint AS place, substring(inner_piece FROM ':varattno ([0-9]+)')::smallint AS source,
            substring(inner_piece FROM ':varno ([0-9]+)')::integer AS number
        FROM nested
        WHERE depth = 2 AND piece = 'TARGETENTRY :expr ' AND inner_piece LIKE 'VAR :varno %' AND inner_piece LIKE '%:varlevelsup 0 %'
            AND after_inner LIKE ' :resno %:resjunk false'
    )
    SELECT relation.base, relation.filtered,
        coalesce((SELECT jsonb_object_agg(own.attname, inner_column.attname)
            FROM plain
            JOIN pg_attribute AS own ON own.attrelid = view AND own.attnum = plain.place
            JOIN pg_attribute AS inner_column ON inner_column.attrelid = relation.base AND inner_column.attnum = plain.source
            WHERE plain.number = relation.number), '{}')
    INTO base, filtered, columns
    FROM relation
    WHERE relation.base IS NOT NULL;
END
$$;

-- { role: [privileges] }; MAINTAIN is left out: it exists from 17 on and concerns no client's statement.
CREATE FUNCTION migration_guard.grants(acl aclitem[]) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
    SELECT coalesce(jsonb_object_agg(grantee, privileges), '{}')
    FROM (
        SELECT CASE given.grantee WHEN 0 THEN 'PUBLIC' ELSE coalesce(role.rolname, given.grantee::text) END AS grantee,
            jsonb_agg(DISTINCT given.privilege_type || CASE WHEN given.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS privileges
        FROM aclexplode(acl) AS given
        LEFT JOIN pg_roles AS role ON role.oid = given.grantee
        WHERE given.privilege_type <> 'MAINTAIN'
        GROUP BY 1
    ) AS grouped
$$;

-- { relation: [privileges] } of a role in whose name views and functions read; row security is listed where its policies would apply to the role.
CREATE FUNCTION migration_guard.privileges_on(role oid, relations oid[]) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
    SELECT coalesce(jsonb_object_agg(format('%I.%I', n.nspname, c.relname), array_remove(ARRAY[
            CASE WHEN has_table_privilege(role, c.oid, 'SELECT') THEN 'SELECT' END,
            CASE WHEN has_table_privilege(role, c.oid, 'INSERT') THEN 'INSERT' END,
            CASE WHEN has_table_privilege(role, c.oid, 'UPDATE') THEN 'UPDATE' END,
            CASE WHEN has_table_privilege(role, c.oid, 'DELETE') THEN 'DELETE' END,
            CASE WHEN c.relrowsecurity AND NOT (r.rolsuper OR r.rolbypassrls) AND (c.relforcerowsecurity OR NOT pg_has_role(role, c.relowner, 'USAGE'))
                THEN 'ROW SECURITY' END], NULL)
        || ARRAY(
            SELECT privilege || '(' || quote_ident(a.attname) || ')'
            FROM pg_attribute AS a, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) AS privilege
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attacl IS NOT NULL
                AND NOT has_table_privilege(role, c.oid, privilege) AND has_column_privilege(role, c.oid, a.attnum, privilege)
            ORDER BY privilege, a.attname COLLATE "C")), '{}')
    FROM (SELECT DISTINCT oid FROM unnest(relations) AS given (oid)) AS relation
    JOIN pg_class AS c ON c.oid = relation.oid
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_roles AS r ON r.oid = role
$$;
