using MigrationGuard.Mutations;
using MigrationGuard.Postgres.Mutations;
using MigrationGuard.PostgreSql.Tests.Guard;
using MigrationGuard.Rehearsals;
using MigrationGuard.TestKit;

namespace MigrationGuard.PostgreSql.Tests.Mutations;

/// <summary>Every breaking change that a schema allows is tried and undone; what no statement needs is named.</summary>
[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class MutationAuditTests(int major)
{
    private const string Tables = """
        CREATE TYPE mood AS ENUM ('sad', 'glad');
        CREATE SCHEMA app;
        CREATE TABLE users (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, username varchar(50) NOT NULL UNIQUE, email text, feeling mood, joined timestamptz DEFAULT now(), nickname text);
        CREATE TABLE orders (id bigint PRIMARY KEY, buyer int REFERENCES users, total numeric(10,2), twice numeric GENERATED ALWAYS AS (total * 2) STORED);
        CREATE TABLE parts (id int, day date) PARTITION BY RANGE (day);
        CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
        CREATE TABLE "Odd name" ("Odd column" text);
        CREATE VIEW buyers AS SELECT username, total FROM users JOIN orders ON buyer = users.id;
        CREATE FUNCTION tax(amount numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT amount * 0.2';
        CREATE SEQUENCE numbers;
        """;

    private static readonly string[] Published =
    [
        "SELECT username, feeling FROM users WHERE id = $1",
        "INSERT INTO users (username, email) VALUES ($1, $2) ON CONFLICT (username) DO NOTHING",
        "SELECT username, tax(total) FROM buyers",
        "SELECT count(*) FROM parts WHERE day = $1",
        "SELECT id FROM orders WHERE buyer = $1",
        "SELECT 1 WHERE 'glad'::mood IS NOT NULL",
    ];

    private static readonly string[][] Types = [["integer"], ["text", "text"], [], ["date"], ["integer"], []];

    private PostgresDatabase _database = null!;

    [SetUp]
    public void SetUp() => _database = PostgresServer.Get(major).Copy("mutations", Prepare);

    [TearDown]
    public void TearDown() => _database.Dispose();

    [Test]
    public async Task What_a_statement_needs_is_caught_and_what_none_needs_is_blind_and_nothing_stays()
    {
        var before = Shape();
        var (report, versions) = await AuditAsync();
        Assert.That(Shape(), Is.EqualTo(before));
        Assert.That(versions, Is.EqualTo(new[] { ("webshop 4.2.0", 6) }));
        Assert.Multiple(() =>
        {
            Assert.That(report.BlindTables, Is.EqualTo(new[] { "public.\"Odd name\"" }));
            Assert.That(report.BlindColumns, Is.EqualTo(new[] { ("public.orders", "twice"), ("public.parts", "id"), ("public.users", "joined"), ("public.users", "nickname") }));
            foreach (var (kind, target, column) in new (string, string, string?)[]
            {
                ("drop table", "public.users", null), ("rename table", "public.parts", null), ("revoke table", "public.orders", null), ("enable row security", "public.users", null), ("add trigger", "public.users", null),
                ("add required column", "public.users", null), ("add check", "public.users", null), ("capture table by search_path", "public.users", null), ("drop column", "public.users", "username"), ("rename column", "public.orders", "buyer"),
                ("another type", "public.users", "email"), ("drop identity", "public.users", "id"), ("drop default", "public.users", "joined"), ("add unique", "public.users", "email"), ("drop unique", "public.users", null),
                ("drop view", "public.buyers", null), ("rename column", "public.buyers", "total"), ("revoke view", "public.buyers", null), ("drop function", "public.tax(numeric)", null), ("rename function", "public.tax(numeric)", null),
                ("revoke function", "public.tax(numeric)", null), ("rename label", "public.mood", "glad"), ("rename type", "public.mood", null), ("revoke schema", "public", null), ("rename schema", "public", null),
            })
            {
                var tried = report.Tried.Where(one => (one.Mutation.Kind, one.Mutation.Target, one.Mutation.Column) == (kind, target, column)).ToList();
                Assert.That(tried.Select(one => one.Outcome), Has.Some.EqualTo(MutationOutcome.Caught), $"{kind} {target} {column}: {string.Join("; ", tried.Select(one => one.Why))}");
            }

            Assert.That(Outcome(report, "drop column", "nickname"), Is.EqualTo(MutationOutcome.Missed));
            Assert.That(Outcome(report, "drop column", "Odd column"), Is.EqualTo(MutationOutcome.Missed));
            Assert.That(report.Tried.Where(one => one.Outcome == MutationOutcome.Refused).Select(one => one.Why), Has.None.Contain("syntax").And.None.Contain("judge"), string.Join('\n', report.Tried.Where(one => one.Outcome == MutationOutcome.Refused).Select(one => $"{one.Mutation}: {one.Why}")));
        });
        Assert.That((await AuditAsync()).Report.Tried, Is.EqualTo(report.Tried), "the order and the result are the same");
    }

    private static MutationOutcome Outcome(MutationReport report, string kind, string column) => report.Tried.Single(tried => tried.Mutation.Kind == kind && tried.Mutation.Column == column).Outcome;

    private async Task<(MutationReport Report, IReadOnlyList<(string, int)> Versions)> AuditAsync()
    {
        var audit = new MutationAudit(_database.ConnectionString, new Progress<RehearsalProgress>());
        var tried = await audit.RunAsync(default);
        return (new() { Server = "", Copied = "", Versions = audit.Known, Tried = tried }, audit.Known);
    }

    private string Shape()
    {
        using var connection = _database.Open();
        using var command = new Npgsql.NpgsqlCommand("SELECT migration_guard.schema_hash()", connection);
        return (string)command.ExecuteScalar()!;
    }

    private static void Prepare(PostgresDatabase database)
    {
        database.Execute($"DO $$ BEGIN IF to_regrole('{GuardScene.App}') IS NULL THEN CREATE ROLE {GuardScene.App} LOGIN; END IF; END $$");
        database.Execute(Tables);
        database.Execute($"GRANT ALL ON ALL TABLES IN SCHEMA public TO {GuardScene.App}; GRANT USAGE ON SCHEMA app TO {GuardScene.App}");
        foreach (var script in Directory.EnumerateFiles(RepositoryFiles.Path("src", "MigrationGuard.PostgreSql", "Scripts"), "*.sql").Order(StringComparer.Ordinal))
        {
            database.Execute(File.ReadAllText(script));
        }

        using var connection = database.Open();
        GuardScene.Publish(connection, "4.2.0", Published, Types, "app, public");
    }
}
