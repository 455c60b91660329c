namespace MigrationGuard.Database.Tests.Facts.Rehearsals;

internal static class DataRehearsals
{
    public static IReadOnlyList<Rehearsal> All { get; } =
    [
        new("INSERT INTO t (id, c) VALUES (100, 'c')"),
        new("INSERT INTO parent SELECT id + 100, c FROM t"),
        new("UPDATE t SET a = a + 1"),
        new("UPDATE parts SET at = '2024-01-01'"),
        new("DELETE FROM t WHERE a > 3"),
        new("MERGE INTO t USING parent ON t.id = parent.id WHEN MATCHED THEN UPDATE SET c = parent.name"),
        new("TRUNCATE t"),
        new("TRUNCATE parts, t"),
        new("TRUNCATE parent CASCADE"),
        new("COPY t (id, c) FROM '/dev/null'"),
        new("COPY t TO '/dev/null'"),
        new("SELECT count(*) FROM t"),
        new("SELECT setval('s', 5)") { Setup = "CREATE SEQUENCE s" },
        new("SELECT f()") { Setup = "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'" },
        new("CALL f()") { Setup = "CREATE PROCEDURE f() LANGUAGE sql AS 'SELECT 1'" },
    ];
}
