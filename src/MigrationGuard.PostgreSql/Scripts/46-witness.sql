-- How a statement is given to the server: its text, the types of its parameters and its search path.
CREATE FUNCTION migration_guard.witness_statement(of_statement bigint) RETURNS TABLE (probe text, types text[], search_path text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $statement$
    SELECT s.probe, s.inferred_types, migration_guard.application_path(s.search_path, s.role) FROM migration_guard.statement s WHERE s.id = of_statement
$statement$;

-- What a statement needs to be parsed and planned: as it was recorded, and what became of that. Foreign keys, triggers of tables, policies,
-- partitions and checks are left out: they act on rows.
CREATE FUNCTION migration_guard.witness_objects(of_statement bigint) RETURNS TABLE (is_current boolean, kind text, identity text, facts jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $objects$
#variable_conflict use_column
DECLARE
    needed CONSTANT text[] := '{view_base,view_part,default,sequence,generated,index_expression,rule,column_type,type_part,routine_part,schema,partition_key}';
    before CONSTANT bigint[] := ARRAY(
        WITH RECURSIVE reached (id) AS (
            SELECT o.id FROM migration_guard.statement s JOIN migration_guard.statement_object x ON x.statement = s.id JOIN migration_guard.object o ON o.id = x.object
            WHERE s.id = of_statement AND (o.identity = ANY (s.roots) OR x.named <> '{}')
            UNION
            SELECT e.target FROM reached r JOIN migration_guard.object o ON o.id = r.id JOIN migration_guard.edge e ON e.source = o.id
            WHERE e.via = ANY (needed) OR e.via = 'trigger' AND o.facts ->> 'kind' = 'v'
        )
        SELECT r.id FROM reached r JOIN migration_guard.object o ON o.id = r.id WHERE o.kind <> 'role');
    role_oid CONSTANT oid := (SELECT to_regrole(quote_ident(s.role))::oid FROM migration_guard.statement s WHERE s.id = of_statement);
    all_classes oid[];
    all_objects oid[];
    new_classes oid[];
    new_objects oid[];
BEGIN
    RETURN QUERY SELECT false, o.kind, o.identity, o.facts FROM migration_guard.object o WHERE o.id = ANY (before) ORDER BY o.kind, o.identity;
    -- Both what was recorded under its new name and what has its name now.
    SELECT coalesce(array_agg(f.class), '{}'), coalesce(array_agg(f.object), '{}') INTO all_classes, all_objects FROM (
        SELECT o.class, o.object FROM migration_guard.object o WHERE o.id = ANY (before) AND o.object IS NOT NULL
        UNION
        SELECT l.class, l.object FROM migration_guard.object o, migration_guard.locate(o.kind, o.identity, o.class, o.object) AS l WHERE o.id = ANY (before) AND l.object IS NOT NULL) AS f;
    new_classes := all_classes;
    new_objects := all_objects;
    WHILE cardinality(new_objects) > 0 LOOP
        SELECT coalesce(array_agg(n.target_class), '{}'), coalesce(array_agg(n.target_object), '{}') INTO new_classes, new_objects FROM (
            SELECT e.target_class, e.target_object FROM migration_guard.edges_of(new_classes, new_objects) AS e
            WHERE e.via = ANY (needed) OR e.via = 'trigger' AND (SELECT c.relkind FROM pg_class c WHERE c.oid = e.object) = 'v'
            EXCEPT SELECT a.class, a.object FROM unnest(all_classes, all_objects) AS a(class, object)) AS n;
        all_classes := all_classes || new_classes;
        all_objects := all_objects || new_objects;
    END LOOP;
    RETURN QUERY SELECT true, f.kind, f.identity, f.facts FROM migration_guard.facts_of(all_classes, all_objects, role_oid) AS f ORDER BY f.kind, f.identity;
END $objects$;

REVOKE ALL ON FUNCTION migration_guard.witness_statement(bigint), migration_guard.witness_objects(bigint) FROM PUBLIC;
