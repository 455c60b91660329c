-- Counts statements for a release from now on. What was counted at the first look is given back; after a reset nothing was, and after an eviction the time begins anew.
CREATE FUNCTION migration_guard.watch_statements(of_release text, reset timestamptz, evicted bigint, counts jsonb, OUT since timestamptz, OUT before jsonb, OUT why text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $watch$
DECLARE
    kept migration_guard.watch;
BEGIN
    INSERT INTO migration_guard.watch AS w (release, stats_reset, evictions, counts) VALUES (of_release, reset, evicted, counts)
    ON CONFLICT (release) DO UPDATE SET
        stats_reset = excluded.stats_reset,
        evictions = excluded.evictions,
        counts = CASE WHEN w.stats_reset <> excluded.stats_reset AND excluded.evictions = 0 THEN '{}' ELSE excluded.counts END,
        since = CASE WHEN w.stats_reset <> excluded.stats_reset AND excluded.evictions = 0 THEN excluded.stats_reset ELSE clock_timestamp() END,
        why = CASE WHEN w.stats_reset <> excluded.stats_reset THEN 'the statistics were reset' ELSE 'the statistics lost statements for which there was no room' END
    WHERE w.stats_reset <> excluded.stats_reset OR w.evictions <> excluded.evictions;
    SELECT w.* INTO STRICT kept FROM migration_guard.watch AS w WHERE w.release = of_release;
    since := kept.since;
    before := kept.counts;
    why := kept.why;
END $watch$;
