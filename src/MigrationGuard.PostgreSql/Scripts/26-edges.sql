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
