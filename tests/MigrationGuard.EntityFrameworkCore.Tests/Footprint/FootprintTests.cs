using Microsoft.EntityFrameworkCore;
using MigrationGuard.Guarding;
using MigrationGuard.Manifests;
using MigrationGuard.Pending;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.EntityFrameworkCore.Tests.Footprint;

public sealed class FootprintTests
{
    private const string Role = "library_app";

    private static readonly StatementManifest Version = new() { Service = "library", Label = "1.0", Digest = "sha256:1", Role = Role };

    [Test]
    public void Every_mapped_column_is_read_and_written_once_by_its_store_type()
    {
        using var context = Context("Host=nowhere");

        var statements = EfModelFootprint.Of(context, Version).Statements.Select(statement => $"{string.Join('+', statement.Origins.Select(one => one.Member))}: {statement.Text} [{string.Join(", ", statement.Parameters.Select(one => one.Type))}]").ToList();

        Assert.Multiple(() =>
        {
            Assert.That(statements, Has.One.EqualTo("Address+Reader+Wishes: SELECT \"Id\", \"Address_Street\", \"Joined\", \"Tags\", \"Upper\", \"full name\", wishes, xmin FROM lib.\"Reader\" []"));
            Assert.That(statements, Has.One.EqualTo("Address+Reader+Wishes: INSERT INTO lib.\"Reader\" (\"Address_Street\", \"Tags\", \"full name\", wishes) VALUES ($1, $2, $3, $4) RETURNING \"Id\", \"Joined\", \"Upper\", xmin [text, text[], character varying, jsonb]"));
            Assert.That(statements, Has.One.Contains("WHERE \"Id\" = $6 AND xmin = $7 RETURNING \"Upper\", xmin [text, timestamp with time zone, text[], character varying, jsonb, integer, xid]"));
            Assert.That(statements, Has.One.EndsWith(": DELETE FROM lib.\"GroupReader\" WHERE \"GroupsId\" = $1 AND \"ReaderId\" = $2 [integer, integer]"));
            Assert.That(statements, Has.One.EqualTo("Book+Film+Medium: SELECT \"Id\", \"Length\", \"Price\", kind FROM lib.\"Medium\" []"));
            Assert.That(statements, Has.One.EqualTo("Dog: INSERT INTO lib.dogs (\"Id\", \"Bark\") VALUES ($1, $2) [integer, text]"));
            Assert.That(statements, Has.One.EqualTo("Room: SELECT \"Id\", \"Door\" FROM lib.rooms []"));
            Assert.That(statements, Has.One.EqualTo("Loan: SELECT \"Title\" FROM lib.open_loans []"));
            Assert.That(statements, Has.One.EqualTo("Debt: SELECT \"Count\" FROM (SELECT count(*)::int AS \"Count\" FROM lib.phones) AS q []"));
            Assert.That(statements, Has.One.EqualTo("fine: SELECT lib.fine($1) [integer]"));
            Assert.That(statements, Has.One.EqualTo("Group: SELECT \"Id\" FROM lib.groups_of($1) AS f [text]"));
            Assert.That(statements, Has.One.EqualTo("numbers: SELECT nextval('lib.numbers') []"));
            Assert.That(statements, Has.Some.StartsWith("group_numbers: "));
        });
    }

    [Test]
    public async Task A_file_holds_what_a_recording_can_be_merged_with()
    {
        await using var context = Context("Host=nowhere");
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, "footprint.json");
        var recorded = new ManifestBuilder(Version);
        Assert.That(recorded.Add("SELECT \"Title\" FROM lib.open_loans", default, new StatementOrigin("Loans.cs", 7)), Is.Null);

        await EfModelFootprint.WriteAsync(context, Version, path);
        recorded.Add(ManifestFile.Read(path));

        var merged = recorded.Build().Statements;
        Assert.That(merged, Has.Count.EqualTo(EfModelFootprint.Of(context, Version).Statements.Count));
        Assert.That(merged.Single(one => one.Text.Contains("open_loans", StringComparison.Ordinal)).Origins.Select(origin => $"{origin}"), Is.EqualTo(new[] { "EF model Loan", "Loans.cs:7" }));
    }

    [TestCase(15)]
    [TestCase(18)]
    public async Task It_is_published_and_proved_and_a_mapped_column_that_goes_is_named(int major)
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        await using var context = Context(database.ConnectionString);
        await context.Database.EnsureCreatedAsync();
        database.Execute(
            $"""
            CREATE VIEW lib.open_loans AS SELECT 'x'::text AS "Title";
            CREATE FUNCTION lib.fine(days int) RETURNS int LANGUAGE sql AS 'SELECT days * 2';
            CREATE FUNCTION lib.groups_of(room text) RETURNS SETOF lib."Group" LANGUAGE sql AS 'SELECT * FROM lib."Group"';
            DO $$ BEGIN IF to_regrole('{Role}') IS NULL THEN CREATE ROLE {Role} LOGIN; END IF; END $$;
            GRANT USAGE ON SCHEMA lib TO {Role};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA lib TO {Role};
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA lib TO {Role};
            """);
        await using (var guard = new PostgresGuard(database.Open()))
        {
            await guard.InstallAsync(new GuardOptions { Mode = GuardMode.Observe }, default);
        }

        var footprint = EfModelFootprint.Of(context, Version);
        await using (var connection = database.Open())
        {
            await using var publish = new NpgsqlCommand("SELECT migration_guard.publish($1::jsonb)", connection) { Parameters = { new() { Value = ManifestFile.ToJson(footprint) } } };
            await publish.ExecuteNonQueryAsync();
        }

        const string Prove = "SELECT coalesce(string_agg(DISTINCT verdict || ' ' || coalesce(message, cause, '?'), E'\\n'), '') FROM migration_guard.prove((SELECT id FROM migration_guard.version)) WHERE verdict <> 'pass'";
        var unproved = database.Ask<string>("SELECT coalesce(string_agg(text || ': ' || unproved, E'\\n'), '') FROM migration_guard.statement WHERE unproved IS NOT NULL");
        Assert.That(unproved, Is.Empty);
        Assert.That(database.Ask<string>(Prove), Is.Empty);

        database.Execute("ALTER TABLE lib.phones DROP COLUMN \"Number\"");

        Assert.That(database.Ask<string>(Prove), Does.StartWith("fail ").And.Contains("Number").And.Not.Contains("unknown"));
    }

    private static LibraryContext Context(string connection)
        => new(new DbContextOptionsBuilder<LibraryContext>().UseNpgsql(connection).UseMigrationGuard(guard => guard.UsePostgreSql(connection)).Options);
}
