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
