using MigrationGuard.Postgres.Catalog;
using MigrationGuard.Snapshots;
using MigrationGuard.TestKit;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Planning;

/// <summary>Whole folders, migration by migration: each is planned behind the ones before it, and executed on the schema that those left.</summary>
[TestFixture(15)]
[TestFixture(18)]
public sealed class PlannedFoldersTests(int major)
{
    private const string Role = "DO $$ BEGIN CREATE ROLE webshop_app; EXCEPTION WHEN duplicate_object THEN NULL; END $$;";
    private const string Left = "-- left: ";

    [Test]
    public async Task The_shop_ends_where_its_migrations_lead()
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        database.Execute(Role);
        await CompareAsync(database, [RepositoryFiles.Path("samples", "WebShop", "migrations", "4.2", "001_shop.sql"), RepositoryFiles.Path("samples", "WebShop", "migrations", "4.3", "naive", "001_rename.sql")]);
    }

    [TestCase("quoted")]
    [TestCase("plain")]
    public async Task A_folder_ends_where_its_migrations_lead(string folder)
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        await CompareAsync(database, [.. Directory.EnumerateFiles(RepositoryFiles.Path("tests", "MigrationGuard.PostgreSql.Tests", "Planning", "Folders", folder), "*.sql").Order(StringComparer.Ordinal)]);
    }

    private async Task CompareAsync(PostgresDatabase database, string[] files)
    {
        var before = "";
        foreach (var file in files)
        {
            database.Release();
            var text = await File.ReadAllTextAsync(file);
            var plan = PlannedRun.Plan(major, before, text);
            using var planned = PostgresServer.Get(major).Copy(database);
            database.Execute(text);
            var expected = text.StartsWith(Left, StringComparison.Ordinal) ? text[Left.Length..text.IndexOf('\n', StringComparison.Ordinal)] : null;
            Assert.That(plan.Left.Select(left => FormattableString.Invariant($"{left.Place.Line} {left.Reason}")), Is.EqualTo(expected is null ? [] : new[] { expected }), file);
            if (expected is null)
            {
                PlannedRun.Run(plan, planned);
                var changes = SchemaDifference.Between(await ReadAsync(database), await ReadAsync(planned)).Changes.Where(change => change.Path is not [.., "position"]);
                Assert.That(changes.Select(change => change.ToString()), Is.Empty, file);
            }

            before += text + "\n";
        }
    }

    private static async Task<SchemaSnapshot> ReadAsync(PostgresDatabase database)
    {
        await using var connection = database.Open();
        return await SnapshotReader.ReadAsync(connection, CancellationToken.None);
    }
}
