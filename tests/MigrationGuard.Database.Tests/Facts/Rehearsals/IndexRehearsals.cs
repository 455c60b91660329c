namespace MigrationGuard.Database.Tests.Facts.Rehearsals;

internal static class IndexRehearsals
{
    private const string Writer = "UPDATE t SET c = 'd' WHERE id = 1";

    public static IReadOnlyList<Rehearsal> All { get; } =
    [
        new("CREATE INDEX i ON t (c)"),
        new("CREATE UNIQUE INDEX i ON t (b, c)"),
        new("CREATE INDEX i ON t (lower(c)) WHERE a > 1"),
        new("CREATE INDEX IF NOT EXISTS t_a ON t (a)"),
        new("CREATE INDEX i ON parts (at)"),
        new("CREATE INDEX i ON ONLY parts (at)"),
        new("CREATE INDEX CONCURRENTLY i ON t (c)") { Blocker = Writer },
        new("CREATE UNIQUE INDEX CONCURRENTLY i ON t (id, c)") { Blocker = Writer },
        new("DROP INDEX t_a"),
        new("DROP INDEX CONCURRENTLY t_a") { Blocker = Writer },
        new("ALTER INDEX t_a RENAME TO t_a2"),
        new("ALTER INDEX t_a SET (fillfactor = 70)"),
        new("REINDEX INDEX t_a"),
        new("REINDEX TABLE t"),
        new("REINDEX INDEX CONCURRENTLY t_a") { Blocker = Writer },
        new("REINDEX TABLE CONCURRENTLY t") { Blocker = Writer },
        new("REFRESH MATERIALIZED VIEW mv") { Setup = "CREATE MATERIALIZED VIEW mv AS SELECT * FROM t" },
        new("REFRESH MATERIALIZED VIEW CONCURRENTLY mv") { Setup = "CREATE MATERIALIZED VIEW mv AS SELECT * FROM t; CREATE UNIQUE INDEX mv_id ON mv (id)" },
    ];
}
