-- What the catalogs say about objects, canonical and relative: equal where every client statement behaves equally.
-- Reading a view, a rule or a policy with a subquery takes ACCESS SHARE locks on the relations that it reads.

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

-- What exists only in some releases, by relation or constraint, so that the main query is the same for all.
CREATE FUNCTION migration_guard.newer_facts(relations oid[], OUT constraints jsonb, OUT nulls_not_distinct oid[], OUT unproved_not_null text[], OUT publications jsonb)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
DECLARE
    server_version CONSTANT integer := current_setting('server_version_num');
BEGIN
    constraints := '{}';
    nulls_not_distinct := '{}';
    unproved_not_null := '{}';
    publications := '{}';
    IF server_version >= 180000 THEN
        SELECT coalesce(jsonb_object_agg(c.oid, jsonb_build_object('enforced', c.conenforced, 'period', c.conperiod)), '{}') INTO constraints
        FROM unnest(relations) AS relation (oid) JOIN pg_constraint AS c ON c.conrelid = relation.oid
        WHERE NOT c.conenforced OR c.conperiod;
        SELECT coalesce(array_agg(c.conrelid || ':' || c.conkey[1]), '{}') INTO unproved_not_null
        FROM unnest(relations) AS relation (oid) JOIN pg_constraint AS c ON c.conrelid = relation.oid
        WHERE c.contype = 'n' AND NOT c.convalidated;
    END IF;
    IF server_version >= 150000 THEN
        SELECT coalesce(array_agg(i.indexrelid), '{}') INTO nulls_not_distinct
        FROM unnest(relations) AS relation (oid) JOIN pg_index AS i ON i.indrelid = relation.oid
        WHERE i.indnullsnotdistinct;
        SELECT constraints || coalesce(jsonb_object_agg(c.oid, coalesce(constraints -> c.oid::text, '{}') || jsonb_build_object('on_delete_columns', (
            SELECT jsonb_agg(a.attname ORDER BY a.attname) FROM pg_attribute AS a WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.confdelsetcols)))), '{}')
        INTO constraints
        FROM unnest(relations) AS relation (oid) JOIN pg_constraint AS c ON c.conrelid = relation.oid
        WHERE c.contype = 'f' AND c.confdelsetcols IS NOT NULL;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_publication) THEN
        RETURN;
    END IF;
    IF server_version >= 150000 THEN
        SELECT coalesce(jsonb_object_agg(listed.relation, listed.publications), '{}') INTO publications
        FROM (
            SELECT member.relation, jsonb_agg(jsonb_build_object('name', p.pubname, 'operations', array_remove(ARRAY[
                    CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
                    CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END], NULL),
                'columns', member.columns, 'filter', member.filter) ORDER BY p.pubname) AS publications
            FROM (
                SELECT r.prrelid AS relation, r.prpubid AS publication, pg_get_expr(r.prqual, r.prrelid) AS filter,
                    (SELECT jsonb_agg(a.attname ORDER BY a.attname) FROM pg_attribute AS a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)) AS columns
                FROM pg_publication_rel AS r WHERE r.prrelid = ANY (relations)
                UNION ALL
                SELECT c.oid, p.oid, NULL, NULL
                FROM pg_publication AS p, unnest(relations) AS relation (oid)
                JOIN pg_class AS c ON c.oid = relation.oid AND c.relkind IN ('r', 'p') AND c.relpersistence = 'p'
                WHERE (p.puballtables OR EXISTS (SELECT FROM pg_publication_namespace AS s WHERE s.pnpubid = p.oid AND s.pnnspid = c.relnamespace))
                    AND NOT EXISTS (SELECT FROM pg_publication_rel AS r WHERE r.prrelid = c.oid AND r.prpubid = p.oid)
            ) AS member JOIN pg_publication AS p ON p.oid = member.publication
            GROUP BY member.relation
        ) AS listed;
    ELSE
        SELECT coalesce(jsonb_object_agg(listed.relation, listed.publications), '{}') INTO publications
        FROM (
            SELECT c.oid AS relation, jsonb_agg(jsonb_build_object('name', p.pubname, 'operations', array_remove(ARRAY[
                    CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
                    CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END], NULL),
                'columns', NULL, 'filter', NULL) ORDER BY p.pubname) AS publications
            FROM pg_publication AS p, unnest(relations) AS relation (oid)
            JOIN pg_class AS c ON c.oid = relation.oid AND c.relkind IN ('r', 'p') AND c.relpersistence = 'p'
            WHERE p.puballtables OR EXISTS (SELECT FROM pg_publication_rel AS r WHERE r.prpubid = p.oid AND r.prrelid = c.oid)
            GROUP BY c.oid
        ) AS listed;
    END IF;
END
$$;

-- Catalogs are seldom analysed: the indexes are right for one relation and for thousands.
CREATE FUNCTION migration_guard.relation_facts(relations oid[], for_role oid) RETURNS TABLE (object oid, identity text, facts jsonb)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, migration_guard, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
    newer record;
BEGIN
    SELECT * INTO newer FROM migration_guard.newer_facts(relations);
    RETURN QUERY
    SELECT c.oid, format('%I.%I', n.nspname, c.relname), jsonb_build_object(
        'kind', c.relkind,
        'persistence', c.relpersistence,
        'access_method', (SELECT am.amname FROM pg_am AS am WHERE am.oid = c.relam),
        'populated', c.relispopulated,
        'columns', CASE c.relkind WHEN 'S' THEN '{}' ELSE coalesce((
            SELECT jsonb_object_agg(a.attname, jsonb_build_object(
                'position', a.place,
                'type', format_type(a.atttypid, a.atttypmod),
                'not_null', a.attnotnull,
                'not_null_valid', a.attnotnull AND (newer.unproved_not_null = '{}' OR (c.oid || ':' || a.attnum) <> ALL (newer.unproved_not_null)),
                'default', CASE WHEN a.atthasdef THEN (
                    SELECT CASE a.attgenerated WHEN '' THEN pg_get_expr(d.adbin, d.adrelid)
                        ELSE migration_guard.relative(pg_get_expr(d.adbin, d.adrelid), n.nspname, c.relname) END
                    FROM pg_attrdef AS d WHERE d.adrelid = c.oid AND d.adnum = a.attnum) END,
                'identity', a.attidentity,
                'generated', a.attgenerated,
                'collation', CASE a.attcollation WHEN 0 THEN NULL WHEN 100 THEN 'default' ELSE a.attcollation::regcollation::text END,
                CASE WHEN for_role IS NULL THEN 'grants' ELSE 'privileges' END, CASE
                    WHEN for_role IS NULL THEN CASE WHEN a.attacl IS NULL THEN '{}' ELSE migration_guard.grants(a.attacl) END
                    WHEN a.attacl IS NULL THEN own.column_privileges
                    ELSE to_jsonb(array_remove(ARRAY[
                        CASE WHEN has_column_privilege(for_role, c.oid, a.attnum, 'SELECT') THEN 'SELECT' END,
                        CASE WHEN has_column_privilege(for_role, c.oid, a.attnum, 'INSERT') THEN 'INSERT' END,
                        CASE WHEN has_column_privilege(for_role, c.oid, a.attnum, 'UPDATE') THEN 'UPDATE' END,
                        CASE WHEN has_column_privilege(for_role, c.oid, a.attnum, 'REFERENCES') THEN 'REFERENCES' END], NULL))
                END))
            FROM (
                SELECT live.*, row_number() OVER (ORDER BY live.attnum) AS place
                FROM pg_attribute AS live
                WHERE live.attrelid = c.oid AND live.attnum > 0 AND NOT live.attisdropped
            ) AS a), '{}') END,
        'constraints', coalesce((
            SELECT jsonb_object_agg(k.conname, jsonb_build_object(
                'type', k.contype,
                'columns', coalesce((
                    SELECT jsonb_agg(a.attname ORDER BY CASE k.contype WHEN 'c' THEN 0 ELSE part.place END, a.attname)
                    FROM unnest(k.conkey) WITH ORDINALITY AS part (number, place)
                    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = part.number), '[]'),
                'expression', CASE k.contype
                    WHEN 'c' THEN migration_guard.relative(pg_get_expr(k.conbin, k.conrelid), n.nspname, c.relname)
                    WHEN 'x' THEN (
                        SELECT string_agg(migration_guard.relative(pg_get_indexdef(k.conindid, part.place::integer, false), n.nspname, c.relname)
                            || ' WITH ' || part.operator::regoperator, ', ' ORDER BY part.place)
                        FROM unnest(k.conexclop) WITH ORDINALITY AS part (operator, place)) END,
                'validated', k.convalidated,
                'enforced', coalesce(newer.constraints -> k.oid::text -> 'enforced', 'true'),
                'deferrable', k.condeferrable,
                'deferred', k.condeferred,
                'no_inherit', k.contype = 'c' AND k.connoinherit,
                'period', coalesce(newer.constraints -> k.oid::text -> 'period', 'false'),
                'references', CASE k.confrelid WHEN 0 THEN NULL WHEN c.oid THEN '$self' ELSE (
                    SELECT format('%I.%I', target_n.nspname, target.relname)
                    FROM pg_class AS target JOIN pg_namespace AS target_n ON target_n.oid = target.relnamespace WHERE target.oid = k.confrelid) END,
                'references_columns', CASE WHEN k.confrelid <> 0 THEN (
                    SELECT jsonb_agg(a.attname ORDER BY part.place)
                    FROM unnest(k.confkey) WITH ORDINALITY AS part (number, place)
                    JOIN pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = part.number) END,
                'on_update', CASE WHEN k.confrelid <> 0 THEN CASE k.confupdtype
                    WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' ELSE 'set default' END END,
                'on_delete', CASE WHEN k.confrelid <> 0 THEN CASE k.confdeltype
                    WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' ELSE 'set default' END END,
                'match', CASE WHEN k.confrelid <> 0 THEN CASE k.confmatchtype WHEN 's' THEN 'simple' WHEN 'f' THEN 'full' ELSE 'partial' END END,
                -- ALTER TABLE … DISABLE TRIGGER ALL stops the checks and the cascades of a foreign key.
                'triggers', CASE WHEN c.relhastriggers THEN (
                    SELECT string_agg(DISTINCT t.tgenabled::text, '') FROM pg_trigger AS t WHERE t.tgconstraint = k.oid AND t.tgrelid = c.oid AND t.tgisinternal) END,
                'on_delete_columns', newer.constraints -> k.oid::text -> 'on_delete_columns'))
            FROM pg_constraint AS k
            WHERE k.conrelid = c.oid AND k.contype <> 'n'
                -- A foreign key to a partitioned table has a hidden copy for each of its partitions.
                AND (k.conparentid = 0 OR k.contype <> 'f' OR NOT EXISTS (SELECT FROM pg_constraint AS p WHERE p.oid = k.conparentid AND p.conrelid = c.oid))), '{}'),
        'referenced_by', CASE WHEN c.relhastriggers THEN coalesce((
            SELECT jsonb_object_agg(CASE k.conrelid WHEN c.oid THEN '$self' ELSE format('%I.%I', source_n.nspname, source.relname) END || '.' || quote_ident(k.conname),
                jsonb_build_object(
                    'columns', (
                        SELECT jsonb_agg(a.attname ORDER BY part.place)
                        FROM unnest(k.conkey) WITH ORDINALITY AS part (number, place)
                        JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = part.number),
                    'references_columns', (
                        SELECT jsonb_agg(a.attname ORDER BY part.place)
                        FROM unnest(k.confkey) WITH ORDINALITY AS part (number, place)
                        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = part.number),
                    'on_update', CASE k.confupdtype
                        WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' ELSE 'set default' END,
                    'on_delete', CASE k.confdeltype
                        WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' ELSE 'set default' END,
                    'deferrable', k.condeferrable,
                    'deferred', k.condeferred,
                    'validated', k.convalidated,
                    'triggers', (
                        SELECT string_agg(DISTINCT t.tgenabled::text, '') FROM pg_trigger AS t WHERE t.tgconstraint = k.oid AND t.tgrelid = c.oid AND t.tgisinternal)))
            FROM pg_constraint AS k
            JOIN pg_class AS source ON source.oid = k.conrelid
            JOIN pg_namespace AS source_n ON source_n.oid = source.relnamespace
            WHERE k.contype = 'f' AND k.confrelid = c.oid AND k.conparentid = 0
                -- pg_constraint has no index on confrelid; pg_depend has one that leads here.
                AND k.oid IN (
                    SELECT d.objid FROM pg_depend AS d
                    WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_constraint'::regclass)), '{}') ELSE '{}' END,
        'indexes', CASE WHEN c.relhasindex THEN coalesce((
            SELECT jsonb_object_agg(x.relname, jsonb_build_object(
                'unique', i.indisunique, 'primary', i.indisprimary, 'exclusion', i.indisexclusion, 'immediate', i.indimmediate,
                'valid', i.indisvalid, 'ready', i.indisready, 'live', i.indislive,
                'nulls_not_distinct', i.indexrelid = ANY (newer.nulls_not_distinct),
                'method', m.amname,
                'keys', (
                    SELECT jsonb_agg(jsonb_build_object(
                        'expression', CASE i.indkey[place]
                            WHEN 0 THEN migration_guard.relative(pg_get_indexdef(i.indexrelid, place + 1, false), n.nspname, c.relname)
                            ELSE (SELECT quote_ident(a.attname) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum = i.indkey[place]) END,
                        'opclass', (SELECT format('%I.%I', o_n.nspname, o.opcname)
                            FROM pg_opclass AS o JOIN pg_namespace AS o_n ON o_n.oid = o.opcnamespace WHERE o.oid = i.indclass[place] AND NOT o.opcdefault),
                        'collation', CASE i.indcollation[place] WHEN 0 THEN NULL WHEN 100 THEN 'default' ELSE i.indcollation[place]::regcollation::text END,
                        'descending', (i.indoption[place] & 1) <> 0,
                        'nulls_first', (i.indoption[place] & 2) <> 0) ORDER BY place)
                    FROM generate_series(0, i.indnkeyatts - 1) AS place),
                'include', CASE WHEN i.indnatts > i.indnkeyatts THEN (
                    SELECT jsonb_agg(a.attname ORDER BY place)
                    FROM generate_series(i.indnkeyatts::integer, i.indnatts - 1) AS place
                    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[place]) ELSE '[]' END,
                'predicate', CASE WHEN i.indpred IS NOT NULL THEN migration_guard.relative(pg_get_expr(i.indpred, i.indrelid), n.nspname, c.relname) END,
                'options', coalesce(to_jsonb(x.reloptions), '[]')))
            FROM pg_index AS i
            JOIN pg_class AS x ON x.oid = i.indexrelid
            JOIN pg_am AS m ON m.oid = x.relam
            WHERE i.indrelid = c.oid), '{}') ELSE '{}' END,
        'triggers', CASE WHEN c.relhastriggers THEN coalesce((
            SELECT jsonb_object_agg(t.tgname, jsonb_build_object(
                'enabled', t.tgenabled,
                'timing', CASE WHEN (t.tgtype & 2) <> 0 THEN 'before' WHEN (t.tgtype & 64) <> 0 THEN 'instead of' ELSE 'after' END,
                'events', array_remove(ARRAY[
                    CASE WHEN (t.tgtype & 4) <> 0 THEN 'insert' END, CASE WHEN (t.tgtype & 16) <> 0 THEN 'update' END,
                    CASE WHEN (t.tgtype & 8) <> 0 THEN 'delete' END, CASE WHEN (t.tgtype & 32) <> 0 THEN 'truncate' END], NULL),
                'columns', coalesce((
                    SELECT jsonb_agg(a.attname ORDER BY a.attname) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum = ANY (t.tgattr)), '[]'),
                'level', CASE WHEN (t.tgtype & 1) <> 0 THEN 'row' ELSE 'statement' END,
                'when', CASE WHEN t.tgqual IS NOT NULL THEN migration_guard.relative(migration_guard.trigger_condition(t.oid), n.nspname, c.relname) END,
                'function', t.tgfoid::regprocedure::text,
                'arguments', to_jsonb((string_to_array(encode(t.tgargs, 'escape'), '\000'))[:t.tgnargs]),
                'constraint', t.tgconstraint <> 0,
                'deferrable', t.tgdeferrable,
                'deferred', t.tginitdeferred,
                'old_table', t.tgoldtable,
                'new_table', t.tgnewtable))
            FROM pg_trigger AS t
            WHERE t.tgrelid = c.oid AND (NOT t.tgisinternal OR (t.tgparentid <> 0 AND t.tgconstraint = 0))), '{}') ELSE '{}' END,
        'rules', CASE WHEN c.relhasrules THEN coalesce((
            SELECT jsonb_object_agg(r.rulename, jsonb_build_object(
                'event', CASE r.ev_type WHEN '1' THEN 'select' WHEN '2' THEN 'update' WHEN '3' THEN 'insert' ELSE 'delete' END,
                'instead', r.is_instead,
                'enabled', r.ev_enabled,
                'definition', migration_guard.relative(migration_guard.rule_action(r.oid), n.nspname, c.relname)))
            FROM pg_rewrite AS r
            WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN'), '{}') ELSE '{}' END,
        'policies', coalesce((
            SELECT jsonb_object_agg(p.polname, jsonb_build_object(
                'command', CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all' END,
                'permissive', p.polpermissive,
                'roles', (
                    SELECT jsonb_agg(CASE member WHEN 0 THEN 'PUBLIC' ELSE role.rolname END ORDER BY role.rolname)
                    FROM unnest(p.polroles) AS member LEFT JOIN pg_roles AS role ON role.oid = member),
                'applies', CASE WHEN for_role IS NOT NULL THEN 0 = ANY (p.polroles) OR EXISTS (
                    SELECT FROM pg_roles AS role WHERE role.oid = ANY (p.polroles) AND pg_has_role(for_role, role.oid, 'USAGE')) END,
                'using', migration_guard.relative(pg_get_expr(p.polqual, p.polrelid), n.nspname, c.relname),
                'check', migration_guard.relative(pg_get_expr(p.polwithcheck, p.polrelid), n.nspname, c.relname)))
            FROM pg_policy AS p
            WHERE p.polrelid = c.oid), '{}'),
        'row_security', c.relrowsecurity,
        'force_row_security', c.relforcerowsecurity,
        'row_security_applies', CASE WHEN for_role IS NULL THEN NULL ELSE c.relrowsecurity
            AND NOT EXISTS (SELECT FROM pg_roles AS role WHERE role.oid = for_role AND (role.rolsuper OR role.rolbypassrls))
            AND (c.relforcerowsecurity OR NOT pg_has_role(for_role, c.relowner, 'USAGE')) END,
        'replica_identity', CASE WHEN c.relreplident = 'i'
            THEN 'i:' || coalesce((SELECT x.relname FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid WHERE i.indrelid = c.oid AND i.indisreplident), '')
            ELSE c.relreplident::text END,
        'publications', coalesce(newer.publications -> c.oid::text, '[]'),
        'parents', coalesce((
            SELECT jsonb_agg(format('%I.%I', parent_n.nspname, parent.relname) ORDER BY h.inhseqno)
            FROM pg_inherits AS h
            JOIN pg_class AS parent ON parent.oid = h.inhparent
            JOIN pg_namespace AS parent_n ON parent_n.oid = parent.relnamespace
            WHERE h.inhrelid = c.oid), '[]'),
        'children', CASE WHEN c.relhassubclass THEN coalesce((
            SELECT jsonb_object_agg(format('%I.%I', child_n.nspname, child.relname),
                pg_get_expr(child.relpartbound, child.oid) || CASE WHEN h.inhdetachpending THEN ' DETACH PENDING' ELSE '' END)
            FROM pg_inherits AS h
            JOIN pg_class AS child ON child.oid = h.inhrelid AND child.relpersistence <> 't'
            JOIN pg_namespace AS child_n ON child_n.oid = child.relnamespace
            WHERE h.inhparent = c.oid), '{}') ELSE '{}' END,
        'partition_key', CASE c.relkind WHEN 'p' THEN migration_guard.relative(pg_get_partkeydef(c.oid), n.nspname, c.relname) END,
        'bound', CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END,
        'options', CASE c.relkind WHEN 'v' THEN coalesce((
            SELECT jsonb_object_agg(option_name, option_value) FROM pg_options_to_table(c.reloptions)), '{}') ELSE '{}' END,
        'view', CASE WHEN c.relkind IN ('v', 'm') THEN (
            SELECT jsonb_build_object(
                'definition', pg_get_viewdef(c.oid, false),
                'owner', pg_get_userbyid(c.relowner),
                'owner_privileges', migration_guard.privileges_on(c.relowner, ARRAY(
                    SELECT d.refobjid
                    FROM pg_rewrite AS r
                    JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> c.oid
                    WHERE r.ev_class = c.oid AND r.rulename = '_RETURN')),
                'updatable', pg_relation_is_updatable(c.oid, true),
                'base', (
                    SELECT format('%I.%I', base_n.nspname, base.relname)
                    FROM pg_class AS base JOIN pg_namespace AS base_n ON base_n.oid = base.relnamespace WHERE base.oid = source.base),
                'filtered', source.filtered,
                'base_columns', coalesce(source.columns, '{}'))
            FROM migration_guard.view_source(c.oid) AS source) END,
        'sequence', CASE c.relkind WHEN 'S' THEN (
            SELECT jsonb_build_object(
                'type', format_type(s.seqtypid, NULL), 'start', s.seqstart, 'increment', s.seqincrement, 'minimum', s.seqmin, 'maximum', s.seqmax,
                'cycle', s.seqcycle, 'cache', s.seqcache,
                'owned_by', (
                    SELECT a.attname
                    FROM pg_depend AS d JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')))
            FROM pg_sequence AS s WHERE s.seqrelid = c.oid) END,
        'foreign', CASE c.relkind WHEN 'f' THEN (
            SELECT jsonb_build_object(
                'server', s.srvname, 'wrapper', w.fdwname, 'options', coalesce(to_jsonb(f.ftoptions), '[]'),
                'user_mapping', for_role IS NOT NULL AND EXISTS (SELECT FROM pg_user_mappings AS u WHERE u.srvid = s.oid AND u.umuser IN (0, for_role)), 'server_options', coalesce(to_jsonb(s.srvoptions), '[]'),
                'column_options', (SELECT jsonb_object_agg(a.attname, to_jsonb(a.attfdwoptions))
                    FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attfdwoptions IS NOT NULL AND NOT a.attisdropped))
            FROM pg_foreign_table AS f
            JOIN pg_foreign_server AS s ON s.oid = f.ftserver
            JOIN pg_foreign_data_wrapper AS w ON w.oid = s.srvfdw
            WHERE f.ftrelid = c.oid) END,
        CASE WHEN for_role IS NULL THEN 'grants' ELSE 'privileges' END, CASE WHEN for_role IS NULL
            THEN migration_guard.grants(coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, c.relowner)))
            ELSE to_jsonb(own.privileges) END)
    FROM unnest(relations) AS asked (oid)
    JOIN pg_class AS c ON c.oid = asked.oid
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL (
        SELECT given.privileges,
            to_jsonb(array_remove(array_remove(array_remove(given.privileges, 'DELETE'), 'TRUNCATE'), 'TRIGGER')) AS column_privileges
        FROM (
            SELECT CASE WHEN for_role IS NULL THEN NULL WHEN c.relkind = 'S' THEN array_remove(ARRAY[
                CASE WHEN has_sequence_privilege(for_role, c.oid, 'USAGE') THEN 'USAGE' END,
                CASE WHEN has_sequence_privilege(for_role, c.oid, 'SELECT') THEN 'SELECT' END,
                CASE WHEN has_sequence_privilege(for_role, c.oid, 'UPDATE') THEN 'UPDATE' END], NULL)
            ELSE array_remove(ARRAY[
                CASE WHEN has_table_privilege(for_role, c.oid, 'SELECT') THEN 'SELECT' END,
                CASE WHEN has_table_privilege(for_role, c.oid, 'INSERT') THEN 'INSERT' END,
                CASE WHEN has_table_privilege(for_role, c.oid, 'UPDATE') THEN 'UPDATE' END,
                CASE WHEN has_table_privilege(for_role, c.oid, 'DELETE') THEN 'DELETE' END,
                CASE WHEN has_table_privilege(for_role, c.oid, 'TRUNCATE') THEN 'TRUNCATE' END,
                CASE WHEN has_table_privilege(for_role, c.oid, 'REFERENCES') THEN 'REFERENCES' END,
                CASE WHEN has_table_privilege(for_role, c.oid, 'TRIGGER') THEN 'TRIGGER' END], NULL) END AS privileges
            OFFSET 0
        ) AS given
        OFFSET 0
    ) AS own;
END
$$;

CREATE FUNCTION migration_guard.routine_facts(routines oid[], for_role oid) RETURNS TABLE (object oid, identity text, facts jsonb)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT p.oid, named.identity, jsonb_build_object(
        'kind', p.prokind,
        'language', l.lanname,
        'source', coalesce(pg_get_function_sqlbody(p.oid), p.prosrc),
        'library', p.probin,
        'open', p.prokind <> 'a' AND l.lanname <> 'internal' AND p.prosqlbody IS NULL,
        'dynamic', p.prosqlbody IS NULL AND l.lanname NOT IN ('internal', 'c') AND p.prosrc ~* '\mexecute\M',
        'volatility', p.provolatile,
        'strict', p.proisstrict,
        'security_definer', p.prosecdef,
        'owner', CASE WHEN p.prosecdef THEN pg_get_userbyid(p.proowner) END,
        'owner_privileges', CASE WHEN p.prosecdef THEN migration_guard.privileges_on(p.proowner, ARRAY(
            SELECT d.refobjid FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_class'::regclass)) END,
        'leakproof', p.proleakproof,
        'parallel', p.proparallel,
        'arguments', pg_get_function_identity_arguments(p.oid),
        'defaults', pg_get_expr(p.proargdefaults, 0),
        'result', pg_get_function_result(p.oid),
        'settings', coalesce((SELECT jsonb_agg(setting ORDER BY setting COLLATE "C") FROM unnest(p.proconfig) AS setting), '[]'),
        'support', CASE WHEN p.prosupport <> 0 THEN p.prosupport::regprocedure::text END,
        'aggregate', CASE p.prokind WHEN 'a' THEN (
            SELECT jsonb_build_object(
                'kind', a.aggkind, 'direct_arguments', a.aggnumdirectargs, 'transition', a.aggtransfn::regprocedure::text, 'final', a.aggfinalfn::regprocedure::text,
                'combine', a.aggcombinefn::regprocedure::text, 'moving_transition', a.aggmtransfn::regprocedure::text,
                'moving_inverse', a.aggminvtransfn::regprocedure::text, 'moving_final', a.aggmfinalfn::regprocedure::text,
                'sort_operator', a.aggsortop::regoperator::text, 'state', format_type(a.aggtranstype, NULL), 'initial', a.agginitval,
                'moving_state', format_type(a.aggmtranstype, NULL), 'moving_initial', a.aggminitval,
                'final_extra', a.aggfinalextra, 'moving_final_extra', a.aggmfinalextra)
            FROM pg_aggregate AS a WHERE a.aggfnoid = p.oid) END)
        || CASE WHEN for_role IS NULL
            THEN jsonb_build_object('grants', migration_guard.grants(coalesce(p.proacl, acldefault('f', p.proowner))))
            ELSE jsonb_build_object('privileges', CASE WHEN has_function_privilege(for_role, p.oid, 'EXECUTE') THEN '["EXECUTE"]'::jsonb ELSE '[]' END) END
    FROM unnest(routines) AS asked (oid)
    JOIN pg_proc AS p ON p.oid = asked.oid
    JOIN pg_language AS l ON l.oid = p.prolang
    CROSS JOIN LATERAL pg_identify_object('pg_proc'::regclass, p.oid, 0) AS named
    WHERE named.identity IS NOT NULL;
END
$$;

CREATE FUNCTION migration_guard.type_facts(types oid[], for_role oid) RETURNS TABLE (object oid, identity text, facts jsonb)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT t.oid, named.identity, jsonb_build_object(
        'kind', t.typtype,
        'labels', CASE t.typtype WHEN 'e' THEN (
            SELECT jsonb_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum AS e WHERE e.enumtypid = t.oid) END,
        'base', CASE WHEN t.typbasetype <> 0 THEN format_type(t.typbasetype, t.typtypmod) END,
        'element', CASE WHEN t.typelem <> 0 THEN format_type(t.typelem, NULL) END,
        'not_null', t.typnotnull,
        'default', coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault),
        'collation', CASE t.typcollation WHEN 0 THEN NULL WHEN 100 THEN 'default' ELSE t.typcollation::regcollation::text END,
        'checks', CASE t.typtype WHEN 'd' THEN coalesce((
            SELECT jsonb_object_agg(k.conname, jsonb_build_object('expression', pg_get_expr(k.conbin, 0), 'validated', k.convalidated))
            FROM pg_constraint AS k WHERE k.contypid = t.oid AND k.contype = 'c'), '{}') END,
        'attributes', CASE t.typtype WHEN 'c' THEN coalesce((
            SELECT jsonb_object_agg(a.attname, jsonb_build_object(
                'position', a.place,
                'type', format_type(a.atttypid, a.atttypmod),
                'collation', CASE a.attcollation WHEN 0 THEN NULL WHEN 100 THEN 'default' ELSE a.attcollation::regcollation::text END))
            FROM (
                SELECT live.*, row_number() OVER (ORDER BY live.attnum) AS place
                FROM pg_attribute AS live
                WHERE live.attrelid = t.typrelid AND live.attnum > 0 AND NOT live.attisdropped
            ) AS a), '{}') END,
        'range', CASE WHEN t.typtype IN ('r', 'm') THEN (
            SELECT jsonb_build_object(
                'subtype', format_type(r.rngsubtype, NULL), 'collation', CASE r.rngcollation WHEN 0 THEN NULL WHEN 100 THEN 'default' ELSE r.rngcollation::regcollation::text END,
                'opclass', (SELECT format('%I.%I', o_n.nspname, o.opcname) FROM pg_opclass AS o JOIN pg_namespace AS o_n ON o_n.oid = o.opcnamespace WHERE o.oid = r.rngsubopc),
                'canonical', CASE WHEN r.rngcanonical <> 0 THEN r.rngcanonical::regprocedure::text END,
                'difference', CASE WHEN r.rngsubdiff <> 0 THEN r.rngsubdiff::regprocedure::text END)
            FROM pg_range AS r WHERE t.oid IN (r.rngtypid, r.rngmultitypid)) END,
        'implementation', CASE WHEN t.typtype = 'b' AND t.typelem = 0 THEN jsonb_build_object(
            'input', t.typinput::regprocedure::text, 'output', t.typoutput::regprocedure::text, 'receive', t.typreceive::regprocedure::text,
            'send', t.typsend::regprocedure::text, 'modifier_in', t.typmodin::regprocedure::text, 'length', t.typlen,
            'by_value', t.typbyval, 'alignment', t.typalign, 'category', t.typcategory, 'preferred', t.typispreferred, 'delimiter', t.typdelim) END)
        || CASE WHEN for_role IS NULL
            THEN jsonb_build_object('grants', migration_guard.grants(coalesce(t.typacl, acldefault('T', t.typowner))))
            ELSE jsonb_build_object('privileges', CASE WHEN has_type_privilege(for_role, t.oid, 'USAGE') THEN '["USAGE"]'::jsonb ELSE '[]' END) END
    FROM unnest(types) AS asked (oid)
    JOIN pg_type AS t ON t.oid = asked.oid
    CROSS JOIN LATERAL pg_identify_object('pg_type'::regclass, t.oid, 0) AS named
    WHERE named.identity IS NOT NULL;
END
$$;

-- Objects that are few and seldom change.
CREATE FUNCTION migration_guard.other_facts(classes oid[], objects oid[], for_role oid)
RETURNS TABLE (class oid, object oid, kind text, identity text, facts jsonb)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT asked.class, n.oid, 'schema', n.nspname::text, CASE WHEN for_role IS NULL
        THEN jsonb_build_object('grants', migration_guard.grants(coalesce(n.nspacl, acldefault('n', n.nspowner))))
        ELSE jsonb_build_object('privileges', CASE WHEN has_schema_privilege(for_role, n.oid, 'USAGE') THEN '["USAGE"]'::jsonb ELSE '[]' END) END
    FROM unnest(classes, objects) AS asked (class, oid)
    JOIN pg_namespace AS n ON n.oid = asked.oid
    WHERE asked.class = 'pg_namespace'::regclass AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema';

    RETURN QUERY
    SELECT asked.class, r.oid, 'role', r.rolname::text, jsonb_build_object(
        'superuser', r.rolsuper, 'bypass_rls', r.rolbypassrls, 'inherit', r.rolinherit, 'login', r.rolcanlogin,
        'settings', (
            SELECT coalesce(jsonb_agg(setting ORDER BY setting COLLATE "C"), '[]')
            FROM pg_db_role_setting AS s, unnest(s.setconfig) AS setting WHERE s.setrole = r.oid AND s.setdatabase = 0),
        'database_settings', (
            SELECT coalesce(jsonb_agg(setting ORDER BY setting COLLATE "C"), '[]')
            FROM pg_db_role_setting AS s, unnest(s.setconfig) AS setting
            WHERE s.setrole = r.oid AND s.setdatabase = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())),
        'shared_settings', (
            SELECT coalesce(jsonb_agg(setting ORDER BY s.setdatabase = 0, setting COLLATE "C"), '[]')
            FROM pg_db_role_setting AS s, unnest(s.setconfig) AS setting
            WHERE s.setrole = 0 AND s.setdatabase IN (0, (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database()))))
    FROM unnest(classes, objects) AS asked (class, oid)
    JOIN pg_roles AS r ON r.oid = asked.oid
    WHERE asked.class = 'pg_authid'::regclass;

    RETURN QUERY
    SELECT asked.class, asked.oid,
        CASE asked.class WHEN 'pg_operator'::regclass THEN 'operator' WHEN 'pg_cast'::regclass THEN 'cast' WHEN 'pg_collation'::regclass THEN 'collation' ELSE 'other' END,
        CASE WHEN asked.class IN ('pg_operator'::regclass, 'pg_cast'::regclass, 'pg_collation'::regclass) THEN named.identity ELSE named.type || ' ' || named.identity END,
        found.facts
    FROM unnest(classes, objects) AS asked (class, oid)
    CROSS JOIN LATERAL pg_identify_object(asked.class, asked.oid, 0) AS named
    CROSS JOIN LATERAL (
        SELECT jsonb_build_object(
            'function', o.oprcode::regprocedure::text, 'result', format_type(o.oprresult, NULL), 'commutator', o.oprcom::regoperator::text,
            'negator', o.oprnegate::regoperator::text, 'merges', o.oprcanmerge, 'hashes', o.oprcanhash) AS facts
        FROM pg_operator AS o WHERE asked.class = 'pg_operator'::regclass AND o.oid = asked.oid
        UNION ALL
        SELECT jsonb_build_object(
            'source', format_type(k.castsource, NULL), 'target', format_type(k.casttarget, NULL), 'context', k.castcontext, 'method', k.castmethod,
            'function', CASE WHEN k.castfunc <> 0 THEN k.castfunc::regprocedure::text END)
        FROM pg_cast AS k WHERE asked.class = 'pg_cast'::regclass AND k.oid = asked.oid
        UNION ALL
        SELECT jsonb_build_object(
            'provider', k.collprovider, 'deterministic', k.collisdeterministic, 'encoding', k.collencoding, 'collate', k.collcollate, 'ctype', k.collctype,
            'locale', coalesce(to_jsonb(k) ->> 'colllocale', to_jsonb(k) ->> 'colliculocale'), 'rules', to_jsonb(k) ->> 'collicurules')
        FROM pg_collation AS k WHERE asked.class = 'pg_collation'::regclass AND k.oid = asked.oid
        UNION ALL
        SELECT jsonb_build_object(
            'parser', parser.prsname,
            'dictionaries', coalesce((
                SELECT jsonb_object_agg(grouped.token, grouped.dictionaries)
                FROM (
                    SELECT token.alias AS token, jsonb_agg(m.mapdict::regdictionary::text ORDER BY m.mapseqno) AS dictionaries
                    FROM pg_ts_config_map AS m JOIN ts_token_type(k.cfgparser) AS token ON token.tokid = m.maptokentype
                    WHERE m.mapcfg = k.oid GROUP BY token.alias
                ) AS grouped), '{}'))
        FROM pg_ts_config AS k JOIN pg_ts_parser AS parser ON parser.oid = k.cfgparser WHERE asked.class = 'pg_ts_config'::regclass AND k.oid = asked.oid
        UNION ALL
        SELECT jsonb_build_object('template', template.tmplname, 'options', k.dictinitoption)
        FROM pg_ts_dict AS k JOIN pg_ts_template AS template ON template.oid = k.dicttemplate WHERE asked.class = 'pg_ts_dict'::regclass AND k.oid = asked.oid
        UNION ALL
        SELECT jsonb_build_object(
            'type', format_type(k.opcintype, NULL), 'default', k.opcdefault, 'stored', CASE WHEN k.opckeytype <> 0 THEN format_type(k.opckeytype, NULL) END,
            'family', (SELECT format('%I.%I', f_n.nspname, f.opfname) FROM pg_opfamily AS f JOIN pg_namespace AS f_n ON f_n.oid = f.opfnamespace WHERE f.oid = k.opcfamily),
            'operators', coalesce((
                SELECT jsonb_agg(format('%s %s %s', a.amopstrategy, a.amoppurpose, a.amopopr::regoperator) ORDER BY a.amopstrategy, a.amopopr::regoperator::text COLLATE "C")
                FROM pg_amop AS a WHERE a.amopfamily = k.opcfamily AND a.amopopr >= 16384), '[]'),
            'functions', coalesce((
                SELECT jsonb_agg(format('%s %s', a.amprocnum, a.amproc) ORDER BY a.amprocnum, a.amproc::text COLLATE "C")
                FROM pg_amproc AS a WHERE a.amprocfamily = k.opcfamily AND a.amproc >= 16384), '[]'))
        FROM pg_opclass AS k WHERE asked.class = 'pg_opclass'::regclass AND k.oid = asked.oid
        UNION ALL
        SELECT jsonb_build_object('wrapper', w.fdwname, 'type', k.srvtype, 'version', k.srvversion, 'options', coalesce(to_jsonb(k.srvoptions), '[]'))
        FROM pg_foreign_server AS k JOIN pg_foreign_data_wrapper AS w ON w.oid = k.srvfdw WHERE asked.class = 'pg_foreign_server'::regclass AND k.oid = asked.oid
        UNION ALL
        SELECT jsonb_build_object('version', k.extversion, 'schema', n.nspname)
        FROM pg_extension AS k JOIN pg_namespace AS n ON n.oid = k.extnamespace WHERE asked.class = 'pg_extension'::regclass AND k.oid = asked.oid
        UNION ALL
        SELECT '{}'
        WHERE asked.class <> ALL (ARRAY['pg_operator', 'pg_cast', 'pg_collation', 'pg_ts_config', 'pg_ts_dict', 'pg_opclass', 'pg_foreign_server', 'pg_extension']::regclass[]::oid[])
    ) AS found
    WHERE asked.class <> ALL (ARRAY['pg_class', 'pg_proc', 'pg_type', 'pg_namespace', 'pg_authid']::regclass[]::oid[]) AND named.identity IS NOT NULL;
END
$$;

-- Objects that are gone or belong to the system are left out. for_role null: all grants in place of the role's own privileges.
-- Literals are deparsed by the session's settings, hence the settings of this function.
CREATE FUNCTION migration_guard.facts_of(classes oid[], objects oid[], for_role oid)
RETURNS TABLE (class oid, object oid, kind text, identity text, facts jsonb)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp
SET datestyle = 'ISO, YMD' SET intervalstyle = 'postgres' SET timezone = 'UTC' SET bytea_output = 'hex' SET extra_float_digits = 1
SET quote_all_identifiers = off SET standard_conforming_strings = on SET lc_monetary = 'C' SET xmlbinary = 'base64' SET plan_cache_mode = force_generic_plan SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    relations oid[];
    routines oid[];
    types oid[];
    other_classes oid[];
    other_objects oid[];
BEGIN
    SELECT coalesce(array_agg(DISTINCT asked.oid) FILTER (WHERE asked.class = 'pg_class'::regclass AND asked.oid >= 16384 AND EXISTS (
            SELECT FROM pg_class AS c
            WHERE c.oid = asked.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c') AND c.relpersistence <> 't')), '{}'),
        coalesce(array_agg(DISTINCT asked.oid) FILTER (WHERE asked.class = 'pg_proc'::regclass AND asked.oid >= 16384), '{}'),
        coalesce(array_agg(DISTINCT asked.oid) FILTER (WHERE asked.class = 'pg_type'::regclass AND asked.oid >= 16384), '{}')
    INTO relations, routines, types
    FROM unnest(classes, objects) AS asked (class, oid);
    SELECT array_agg(asked.class), array_agg(asked.oid) INTO other_classes, other_objects
    FROM (
        SELECT DISTINCT given.class, given.oid FROM unnest(classes, objects) AS given (class, oid)
        WHERE given.class <> ALL (ARRAY['pg_class', 'pg_proc', 'pg_type']::regclass[]::oid[])
            AND (given.oid >= 16384 OR given.class IN ('pg_namespace'::regclass, 'pg_authid'::regclass))
    ) AS asked;

    IF relations <> '{}' THEN
        RETURN QUERY SELECT 'pg_class'::regclass::oid, found.object, 'relation', found.identity, found.facts FROM migration_guard.relation_facts(relations, for_role) AS found;
    END IF;
    IF routines <> '{}' THEN
        RETURN QUERY SELECT 'pg_proc'::regclass::oid, found.object, 'routine', found.identity, found.facts FROM migration_guard.routine_facts(routines, for_role) AS found;
    END IF;
    IF types <> '{}' THEN
        RETURN QUERY SELECT 'pg_type'::regclass::oid, found.object, 'type', found.identity, found.facts FROM migration_guard.type_facts(types, for_role) AS found;
    END IF;
    IF other_classes IS NOT NULL THEN
        RETURN QUERY SELECT * FROM migration_guard.other_facts(other_classes, other_objects, for_role);
    END IF;
END
$$;

-- One step from each object to what its behaviour depends on.
CREATE FUNCTION migration_guard.edges_of(classes oid[], objects oid[])
RETURNS TABLE (class oid, object oid, target_class oid, target_object oid, via text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, migration_guard, pg_temp SET plan_cache_mode = force_generic_plan SET jit = off
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
    relations CONSTANT oid[] := ARRAY(
        SELECT DISTINCT c.oid
        FROM unnest(classes, objects) AS asked (class, oid) JOIN pg_class AS c ON c.oid = asked.oid
        WHERE asked.class = 'pg_class'::regclass AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c'));
BEGIN
    RETURN QUERY
    WITH parts AS (
        SELECT d.adrelid AS relation, 'pg_attrdef'::regclass::oid AS class, d.oid, CASE a.attgenerated WHEN '' THEN 'default' ELSE 'generated' END AS via
        FROM unnest(relations) AS relation (oid)
        JOIN pg_attrdef AS d ON d.adrelid = relation.oid
        JOIN pg_attribute AS a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
        UNION ALL
        SELECT k.conrelid, 'pg_constraint'::regclass, k.oid, 'check'
        FROM unnest(relations) AS relation (oid) JOIN pg_constraint AS k ON k.conrelid = relation.oid WHERE k.contype IN ('c', 'x')
        UNION ALL
        SELECT i.indrelid, 'pg_class'::regclass, i.indexrelid, 'index_expression'
        FROM unnest(relations) AS relation (oid) JOIN pg_index AS i ON i.indrelid = relation.oid
        UNION ALL
        SELECT p.polrelid, 'pg_policy'::regclass, p.oid, 'policy'
        FROM unnest(relations) AS relation (oid) JOIN pg_policy AS p ON p.polrelid = relation.oid
        UNION ALL
        SELECT r.ev_class, 'pg_rewrite'::regclass, r.oid, CASE r.rulename WHEN '_RETURN' THEN 'view_base' ELSE 'rule' END
        FROM unnest(relations) AS relation (oid) JOIN pg_rewrite AS r ON r.ev_class = relation.oid
        UNION ALL
        SELECT t.tgrelid, 'pg_trigger'::regclass, t.oid, 'trigger'
        FROM unnest(relations) AS relation (oid) JOIN pg_trigger AS t ON t.tgrelid = relation.oid
        WHERE NOT t.tgisinternal OR (t.tgparentid <> 0 AND t.tgconstraint = 0)
        UNION ALL
        SELECT c.oid, 'pg_class'::regclass, c.oid, CASE c.relkind WHEN 'f' THEN 'server' ELSE 'partition_key' END
        FROM unnest(relations) AS relation (oid) JOIN pg_class AS c ON c.oid = relation.oid WHERE c.relkind IN ('p', 'f')
    ), raw AS (
        SELECT 'pg_class'::regclass::oid AS class, part.relation AS object, d.refclassid AS target_class, d.refobjid AS target_object, part.via
        FROM parts AS part
        JOIN pg_depend AS d ON d.classid = part.class AND d.objid = part.oid
        WHERE (part.via NOT IN ('server', 'partition_key') OR d.objsubid = 0) AND d.refclassid <> 'pg_namespace'::regclass
            AND (part.via NOT IN ('server', 'partition_key', 'index_expression') OR d.refclassid <> 'pg_class'::regclass)
            -- An index depends on the constraint that it belongs to, and an extension's member on the extension.
            AND d.deptype NOT IN ('i', 'e')
        UNION ALL
        SELECT 'pg_class'::regclass, t.tgrelid, 'pg_proc'::regclass, t.tgfoid, 'trigger'
        FROM parts AS part JOIN pg_trigger AS t ON part.class = 'pg_trigger'::regclass AND t.oid = part.oid
        UNION ALL
        SELECT 'pg_class'::regclass, h.inhrelid, 'pg_class'::regclass, h.inhparent, 'parent'
        FROM unnest(relations) AS relation (oid) JOIN pg_inherits AS h ON h.inhrelid = relation.oid
        UNION ALL
        SELECT 'pg_class'::regclass, h.inhparent, 'pg_class'::regclass, h.inhrelid, 'child'
        FROM unnest(relations) AS relation (oid) JOIN pg_inherits AS h ON h.inhparent = relation.oid
        UNION ALL
        SELECT 'pg_class'::regclass, k.conrelid, 'pg_class'::regclass, k.confrelid, 'references'
        FROM unnest(relations) AS relation (oid) JOIN pg_constraint AS k ON k.conrelid = relation.oid
        WHERE k.contype = 'f' AND (k.conparentid = 0 OR NOT EXISTS (SELECT FROM pg_constraint AS p WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid))
        UNION ALL
        SELECT 'pg_class'::regclass, k.confrelid, 'pg_class'::regclass, k.conrelid, 'cascade'
        FROM unnest(relations) AS relation (oid)
        JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = relation.oid AND d.classid = 'pg_constraint'::regclass
        JOIN pg_constraint AS k ON k.oid = d.objid
        WHERE k.contype = 'f' AND k.confrelid = relation.oid AND k.conparentid = 0 AND (k.confupdtype NOT IN ('a', 'r') OR k.confdeltype NOT IN ('a', 'r'))
        UNION ALL
        SELECT 'pg_class'::regclass, a.attrelid, 'pg_type'::regclass, a.atttypid, 'column_type'
        FROM unnest(relations) AS relation (oid) JOIN pg_attribute AS a ON a.attrelid = relation.oid
        WHERE a.attnum > 0 AND NOT a.attisdropped AND a.atttypid >= 16384
        UNION ALL
        SELECT 'pg_class'::regclass, a.attrelid, 'pg_collation'::regclass, a.attcollation, 'column_type'
        FROM unnest(relations) AS relation (oid) JOIN pg_attribute AS a ON a.attrelid = relation.oid
        WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attcollation >= 16384
        UNION ALL
        SELECT 'pg_class'::regclass, d.refobjid, 'pg_class'::regclass, d.objid, 'sequence'
        FROM unnest(relations) AS relation (oid)
        JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = relation.oid AND d.classid = 'pg_class'::regclass
        JOIN pg_class AS s ON s.oid = d.objid
        WHERE d.deptype = 'i' AND s.relkind = 'S'
        UNION ALL
        SELECT 'pg_class'::regclass, c.oid, 'pg_namespace'::regclass, c.relnamespace, 'schema'
        FROM unnest(relations) AS relation (oid) JOIN pg_class AS c ON c.oid = relation.oid
        UNION ALL
        SELECT asked.class, asked.oid, 'pg_namespace'::regclass, coalesce(p.pronamespace, t.typnamespace, o.oprnamespace), 'schema'
        FROM unnest(classes, objects) AS asked (class, oid)
        LEFT JOIN pg_proc AS p ON asked.class = 'pg_proc'::regclass AND p.oid = asked.oid
        LEFT JOIN pg_type AS t ON asked.class = 'pg_type'::regclass AND t.oid = asked.oid
        LEFT JOIN pg_operator AS o ON asked.class = 'pg_operator'::regclass AND o.oid = asked.oid
        WHERE coalesce(p.oid, t.oid, o.oid) IS NOT NULL
        UNION ALL
        SELECT asked.class, asked.oid, d.refclassid, d.refobjid, CASE asked.class WHEN 'pg_proc'::regclass THEN 'routine_part' WHEN 'pg_type'::regclass THEN 'type_part' ELSE 'part' END
        FROM unnest(classes, objects) AS asked (class, oid)
        JOIN pg_depend AS d ON d.classid = asked.class AND d.objid = asked.oid
        WHERE asked.class <> ALL (ARRAY['pg_class', 'pg_namespace', 'pg_authid']::regclass[]::oid[]) AND d.refclassid <> 'pg_namespace'::regclass AND d.deptype <> 'e'
        UNION ALL
        SELECT asked.class, asked.oid, member.class, member.oid, 'part'
        FROM unnest(classes, objects) AS asked (class, oid)
        JOIN pg_opclass AS o ON o.oid = asked.oid
        CROSS JOIN LATERAL (
            SELECT 'pg_proc'::regclass::oid AS class, f.amproc::oid AS oid FROM pg_amproc AS f WHERE f.amprocfamily = o.opcfamily
            UNION ALL SELECT 'pg_operator'::regclass, p.amopopr FROM pg_amop AS p WHERE p.amopfamily = o.opcfamily
        ) AS member
        WHERE asked.class = 'pg_opclass'::regclass
        UNION ALL
        -- The checks of a domain, the attributes of a composite type, the element of an array, the subtype of a range.
        SELECT asked.class, asked.oid, d.refclassid, d.refobjid, 'type_part'
        FROM unnest(classes, objects) AS asked (class, oid)
        JOIN pg_constraint AS k ON k.contypid = asked.oid
        JOIN pg_depend AS d ON d.classid = 'pg_constraint'::regclass AND d.objid = k.oid
        WHERE asked.class = 'pg_type'::regclass
        UNION ALL
        SELECT asked.class, asked.oid, 'pg_type'::regclass, part.oid, 'type_part'
        FROM unnest(classes, objects) AS asked (class, oid)
        JOIN pg_type AS t ON t.oid = asked.oid
        CROSS JOIN LATERAL (
            SELECT t.typelem AS oid
            UNION ALL SELECT t.typbasetype
            UNION ALL SELECT a.atttypid FROM pg_attribute AS a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
            UNION ALL SELECT r.rngsubtype FROM pg_range AS r WHERE r.rngtypid = t.oid
            UNION ALL SELECT r.rngtypid FROM pg_range AS r WHERE r.rngmultitypid = t.oid
        ) AS part
        WHERE asked.class = 'pg_type'::regclass
        UNION ALL
        SELECT asked.class, asked.oid, 'pg_class'::regclass, c.oid, 'type_part'
        FROM unnest(classes, objects) AS asked (class, oid)
        JOIN pg_type AS t ON t.oid = asked.oid
        JOIN pg_class AS c ON c.oid = t.typrelid AND c.relkind <> 'c'
        WHERE asked.class = 'pg_type'::regclass
    ), resolved AS (
        -- GROUP BY over a key makes a view depend on the constraint, whose facts are its relation's; an index's are its table's.
        SELECT raw.class, raw.object,
            CASE raw.target_class WHEN 'pg_constraint'::regclass THEN 'pg_class'::regclass::oid ELSE raw.target_class END AS target_class,
            CASE raw.target_class
                WHEN 'pg_constraint'::regclass THEN (SELECT nullif(k.conrelid, 0) FROM pg_constraint AS k WHERE k.oid = raw.target_object)
                ELSE raw.target_object END AS target_object,
            raw.via
        FROM raw
    )
    SELECT DISTINCT found.class, found.object, found.target_class, found.target_object,
        CASE
            WHEN found.via IN ('default', 'generated') AND c.relkind = 'S' THEN 'sequence'
            WHEN found.via = 'view_base' AND found.target_class <> 'pg_class'::regclass THEN 'view_part'
            ELSE found.via
        END
    FROM resolved AS found
    LEFT JOIN pg_class AS c ON found.target_class = 'pg_class'::regclass AND c.oid = found.target_object
    LEFT JOIN pg_namespace AS n ON found.target_class = 'pg_namespace'::regclass AND n.oid = found.target_object
    WHERE (found.class, found.object) IS DISTINCT FROM (found.target_class, found.target_object)
        AND CASE found.target_class
            WHEN 'pg_class'::regclass THEN found.target_object >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c') AND c.relpersistence <> 't'
            WHEN 'pg_namespace'::regclass THEN n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            ELSE found.target_object >= 16384 AND found.target_class = ANY (ARRAY['pg_proc', 'pg_type', 'pg_operator', 'pg_cast', 'pg_collation', 'pg_opclass',
                'pg_ts_config', 'pg_ts_dict', 'pg_ts_parser', 'pg_ts_template', 'pg_foreign_server', 'pg_foreign_data_wrapper']::regclass[]::oid[])
        END;
END
$$;

-- Extension members are their extension's business; temporary objects are their session's.
CREATE FUNCTION migration_guard.user_objects(OUT classes oid[], OUT objects oid[])
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, migration_guard, pg_temp SET jit = off
AS $$
DECLARE
    schemas CONSTANT oid[] := ARRAY(
        SELECT n.oid FROM pg_namespace AS n WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'migration_guard', 'migration_guard_scratch'));
BEGIN
    SELECT array_agg(listed.class), array_agg(listed.oid) INTO classes, objects
    FROM (
        SELECT 'pg_namespace'::regclass::oid AS class, n AS oid FROM unnest(schemas) AS n
        UNION ALL
        SELECT 'pg_class'::regclass, c.oid FROM pg_class AS c WHERE c.relnamespace = ANY (schemas) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        UNION ALL
        SELECT 'pg_proc'::regclass, p.oid FROM pg_proc AS p WHERE p.pronamespace = ANY (schemas)
        UNION ALL
        SELECT 'pg_type'::regclass, t.oid
        FROM pg_type AS t
        WHERE t.typnamespace = ANY (schemas) AND t.typtype IN ('b', 'c', 'd', 'e', 'r') AND NOT (t.typelem <> 0 AND t.typsubscript = 'array_subscript_handler'::regproc)
            AND (t.typrelid = 0 OR EXISTS (SELECT FROM pg_class AS c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
        UNION ALL
        SELECT 'pg_operator'::regclass, o.oid FROM pg_operator AS o WHERE o.oprnamespace = ANY (schemas)
        UNION ALL
        SELECT 'pg_collation'::regclass, k.oid FROM pg_collation AS k WHERE k.collnamespace = ANY (schemas)
        UNION ALL
        SELECT 'pg_cast'::regclass, k.oid FROM pg_cast AS k WHERE k.oid >= 16384
        UNION ALL
        SELECT 'pg_ts_config'::regclass, k.oid FROM pg_ts_config AS k WHERE k.cfgnamespace = ANY (schemas)
        UNION ALL
        SELECT 'pg_ts_dict'::regclass, k.oid FROM pg_ts_dict AS k WHERE k.dictnamespace = ANY (schemas)
        UNION ALL
        SELECT 'pg_opclass'::regclass, k.oid FROM pg_opclass AS k WHERE k.opcnamespace = ANY (schemas)
        UNION ALL
        SELECT 'pg_foreign_server'::regclass, k.oid FROM pg_foreign_server AS k
        UNION ALL
        SELECT 'pg_extension'::regclass, k.oid FROM pg_extension AS k WHERE k.oid >= 16384
    ) AS listed
    WHERE NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = listed.class AND d.objid = listed.oid AND d.deptype = 'e');
END
$$;

CREATE FUNCTION migration_guard.snapshot() RETURNS TABLE (kind text, identity text, facts jsonb)
LANGUAGE sql STABLE SET search_path = pg_catalog, migration_guard, pg_temp
AS $$
    SELECT found.kind, found.identity, found.facts
    FROM migration_guard.user_objects() AS listed, migration_guard.facts_of(listed.classes, listed.objects, NULL) AS found
    ORDER BY found.kind COLLATE "C", found.identity COLLATE "C"
$$;

DO $$
DECLARE
    routine regprocedure;
BEGIN
    FOR routine IN SELECT oid FROM pg_catalog.pg_proc WHERE pronamespace = 'migration_guard'::pg_catalog.regnamespace LOOP
        EXECUTE pg_catalog.format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', routine);
    END LOOP;
END
$$;
