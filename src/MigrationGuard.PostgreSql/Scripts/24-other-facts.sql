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
        'superuser', r.rolsuper, 'bypass_rls', r.rolbypassrls, 'inherit', r.rolinherit, 'login', r.rolcanlogin, 'connect', has_database_privilege(r.oid, current_database(), 'CONNECT'),
        -- Whether statements are counted changes none of them.
        'settings', (
            SELECT coalesce(jsonb_agg(setting ORDER BY setting COLLATE "C"), '[]')
            FROM pg_db_role_setting AS s, unnest(s.setconfig) AS setting WHERE s.setrole = r.oid AND s.setdatabase = 0 AND setting NOT LIKE 'pg\_stat\_statements.%'),
        'database_settings', (
            SELECT coalesce(jsonb_agg(setting ORDER BY setting COLLATE "C"), '[]')
            FROM pg_db_role_setting AS s, unnest(s.setconfig) AS setting
            WHERE s.setrole = r.oid AND s.setdatabase = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database()) AND setting NOT LIKE 'pg\_stat\_statements.%'),
        'shared_settings', (
            SELECT coalesce(jsonb_agg(setting ORDER BY s.setdatabase = 0, setting COLLATE "C"), '[]')
            FROM pg_db_role_setting AS s, unnest(s.setconfig) AS setting
            WHERE s.setrole = 0 AND s.setdatabase IN (0, (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())) AND setting NOT LIKE 'pg\_stat\_statements.%'))
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
