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
