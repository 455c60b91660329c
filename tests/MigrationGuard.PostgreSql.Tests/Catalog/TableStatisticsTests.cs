using MigrationGuard.Postgres.Catalog;
using MigrationGuard.Servers;
using MigrationGuard.TestKit;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Catalog;

public sealed class TableStatisticsTests
{
    [TestCaseSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
    public async Task Sizes_are_real_and_what_was_never_counted_is_unknown(int major)
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        database.Execute(
            """
            CREATE TABLE counted (id integer PRIMARY KEY, note text);
            INSERT INTO counted SELECT n, repeat('x', 100) FROM generate_series(1, 5000) AS n;
            CREATE TABLE "un counted" ();
            CREATE TABLE parts (id integer) PARTITION BY LIST (id);
            CREATE VIEW seen AS SELECT 1 AS one;
            """);
        database.Execute("VACUUM ANALYZE counted");
        await using var connection = database.Open();
        var tables = await TableStatisticsReader.ReadAsync(connection, CancellationToken.None);
        var counted = tables.Single(table => table.Identity == "public.counted");
        Assert.Multiple(() =>
        {
            Assert.That(tables.Select(table => table.Identity), Is.EqualTo(new[] { "public.\"un counted\"", "public.counted", "public.parts" }));
            Assert.That(counted.Rows, Is.EqualTo(5000));
            Assert.That(counted.Bytes, Is.GreaterThan(500_000));
            Assert.That(counted.IndexBytes, Is.InRange(50_000, counted.Bytes / 2));
            Assert.That(counted.LastAnalyzed, Is.Not.Null);
            Assert.That(counted.LastVacuumed, Is.Not.Null);
            Assert.That(tables[0], Is.EqualTo(new TableStatistics { Identity = "public.\"un counted\"", Rows = null, Bytes = 0, IndexBytes = 0, DeadRows = 0 }));
            Assert.That(tables[2], Is.EqualTo(new TableStatistics { Identity = "public.parts", Rows = null, Bytes = 0, IndexBytes = 0, DeadRows = 0 }));
        });
    }
}
