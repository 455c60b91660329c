using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Postgres.Catalog;
using MigrationGuard.Servers;
using MigrationGuard.Snapshots;
using MigrationGuard.TestKit;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Catalog;

public sealed class SnapshotReaderTests
{
    private const string Schema =
        """
        CREATE TYPE mood AS ENUM ('good', 'bad');
        CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL UNIQUE, name text DEFAULT 'you', feeling mood);
        CREATE TABLE orders (id integer GENERATED ALWAYS AS IDENTITY, buyer bigint REFERENCES users, total numeric(10,2) CHECK (total > 0));
        CREATE INDEX orders_buyer ON orders (buyer);
        CREATE FUNCTION total_of(buyer bigint) RETURNS numeric LANGUAGE sql RETURN (SELECT sum(total) FROM orders WHERE orders.buyer = total_of.buyer);
        CREATE TABLE events (id integer, at date) PARTITION BY RANGE (at);
        CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
        """;

    private const string Changes =
        """
        ALTER TABLE users ALTER email TYPE varchar(50), ALTER name SET NOT NULL, ALTER name DROP DEFAULT, ADD nick text NOT NULL DEFAULT 'x', DROP feeling, ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own ON users USING (id > 0);
        ALTER TABLE users DROP CONSTRAINT users_email_key;
        DROP INDEX orders_buyer;
        ALTER TABLE orders DROP CONSTRAINT orders_buyer_fkey, ADD CONSTRAINT orders_buyer_fkey FOREIGN KEY (buyer) REFERENCES users ON DELETE CASCADE NOT VALID;
        ALTER TABLE orders ADD CONSTRAINT orders_small CHECK (total < 1000);
        DROP TABLE events_2024;
        CREATE VIEW buyers AS SELECT DISTINCT buyer FROM orders;
        ALTER TYPE mood ADD VALUE 'fine';
        DROP FUNCTION total_of;
        CREATE SCHEMA billing;
        """;

    // Some undo each other, some change nothing.
    private static readonly string[] Edits =
    [
        "ALTER TABLE users ADD COLUMN IF NOT EXISTS extra text", "ALTER TABLE users DROP COLUMN IF EXISTS extra", "ALTER TABLE users ALTER name SET DEFAULT 'me'",
        "ALTER TABLE users ALTER name SET DEFAULT 'you'", "CREATE INDEX IF NOT EXISTS users_name ON users (name)", "DROP INDEX IF EXISTS users_name", "ANALYZE users",
        "GRANT SELECT ON users TO PUBLIC", "REVOKE SELECT ON users FROM PUBLIC", "ALTER TABLE users ALTER name TYPE varchar(9)", "ALTER TABLE users ALTER name TYPE text",
        "CREATE OR REPLACE VIEW names AS SELECT name FROM users", "DROP VIEW IF EXISTS names", "ALTER TABLE orders ALTER total SET NOT NULL", "ALTER TABLE orders ALTER total DROP NOT NULL",
        "ALTER TABLE orders DISABLE TRIGGER ALL", "ALTER TABLE orders ENABLE TRIGGER ALL", "COMMENT ON TABLE users IS 'x'", "ALTER TABLE users SET (fillfactor = 70)",
        "CREATE OR REPLACE FUNCTION one() RETURNS integer LANGUAGE sql RETURN 1", "DROP FUNCTION IF EXISTS one()", "CREATE SCHEMA IF NOT EXISTS more", "DROP SCHEMA IF EXISTS more",
    ];

    [TestCaseSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
    public async Task Differences_are_told_in_sentences(int major)
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        database.Execute(Schema);
        var before = await ReadAsync(database);
        foreach (var change in Changes.Split('\n'))
        {
            database.Execute(change);
        }

        Assert.That(SchemaDifference.Between(before, await ReadAsync(database)).ToString(), Is.EqualTo(
            """
            view public.buyers added
            partition public.events_2024 of partitioned table public.events dropped
            table public.events_2024 dropped
            constraint orders_buyer_fkey of table public.orders: on delete no action -> cascade
            constraint orders_buyer_fkey of table public.orders: validated yes -> no
            constraint orders_small of table public.orders added
            index orders_buyer of table public.orders dropped
            column public.users.email: type text -> character varying(50)
            column public.users.feeling dropped (public.mood)
            column public.users.name: default 'you'::text -> none
            column public.users.name: not null no -> yes
            column public.users.name: not null valid no -> yes
            column public.users.nick added (text, not null, default 'x'::text)
            constraint users_email_key of table public.users dropped
            index users_email_key of table public.users dropped
            policy own of table public.users added
            table public.users: row security no -> yes
            function public.total_of(bigint) dropped
            schema billing added
            enum public.mood: labels good, bad -> good, bad, fine
            """));
    }

    [Test]
    public async Task The_same_schema_has_one_fingerprint_on_all_servers()
    {
        var fingerprints = new List<string>();
        foreach (var major in PostgresServer.Majors)
        {
            using var database = PostgresServer.Get(major).CreateDatabase();
            database.Execute("CREATE TABLE before_it (); DROP TABLE before_it;" + Schema);
            var first = await ReadAsync(database);
            database.Execute("ALTER TABLE users ADD gone text; ALTER TABLE users DROP gone; INSERT INTO users VALUES (1, 'a'); ANALYZE");
            fingerprints.Add(first.Fingerprint.Value);
            fingerprints.Add((await ReadAsync(database)).Fingerprint.Value);
        }

        Assert.That(fingerprints.Distinct().ToList(), Has.Count.EqualTo(1).And.All.Match("^sha256:[0-9a-f]{64}$"));
    }

    [TestCaseSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
    public async Task Reading_leaves_nothing_behind_and_does_not_see_the_guard(int major)
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        database.Execute(Schema);
        var first = await ReadAsync(database);
        await using var connection = database.Open();
        var schemas = await PostgresRows.ReadAsync(connection, "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'migration%'", row => row.GetString(0), CancellationToken.None);
        await GuardScripts.CreateAsync(connection, CancellationToken.None);
        var second = await ReadAsync(database);
        Assert.Multiple(() =>
        {
            Assert.That(schemas, Is.Empty);
            Assert.That(SchemaDifference.Between(first, second).ToString(), Is.Empty);
            Assert.That(second.Fingerprint, Is.EqualTo(first.Fingerprint));
        });
    }

    [TestCaseSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
    public async Task A_role_without_the_right_to_create_schemas_is_told_so(int major)
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        await using var connection = database.Open();
        var role = $"reader_{Environment.ProcessId}_{major}";
        Execute(connection, $"CREATE ROLE {role}; SET ROLE {role}");
        try
        {
            await SnapshotReader.ReadAsync(connection, CancellationToken.None);
            Assert.Fail("it was read");
        }
        catch (DatabaseException exception)
        {
            Assert.That((exception.SqlState, exception.Hint), Is.EqualTo(("42501", "the role lacks a right: use another role, or have the right granted")));
        }
        finally
        {
            Execute(connection, $"RESET ROLE; DROP ROLE {role}");
        }
    }

    [TestCaseSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
    public void Fingerprints_differ_exactly_where_snapshots_do(int major)
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        database.Execute(Schema);
        using var connection = database.Open();
        var previous = Read(connection);
        Prop.ForAll(Gen.Choose(0, Edits.Length - 1).NonEmptyListOf().Resize(3).ToArbitrary(), chosen =>
        {
            foreach (var edit in chosen)
            {
                Try(connection, Edits[edit]);
            }

            var (before, now) = (previous, previous = Read(connection));
            var equal = before.Text == now.Text;
            return (before.Snapshot.Fingerprint == now.Snapshot.Fingerprint) == equal
                && SchemaDifference.Between(before.Snapshot, now.Snapshot).IsEmpty == equal
                && SchemaSnapshot.Parse(now.Snapshot.ToJson()).Fingerprint == now.Snapshot.Fingerprint;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    private static (SchemaSnapshot Snapshot, string Text) Read(NpgsqlConnection connection)
    {
        var snapshot = SnapshotReader.ReadAsync(connection, CancellationToken.None).GetAwaiter().GetResult();
        using var transaction = connection.BeginTransaction();
        GuardScripts.CreateFactsAsync(connection, CancellationToken.None).GetAwaiter().GetResult();
        using var command = new NpgsqlCommand("SELECT string_agg(found::text, ' ') FROM migration_guard.snapshot() AS found", connection);
        return (snapshot, (string)command.ExecuteScalar()!);
    }

    // A view may stand in the way of an edit; then nothing changes, which is a case too.
    private static void Try(NpgsqlConnection connection, string sql)
    {
        try
        {
            Execute(connection, sql);
        }
        catch (PostgresException exception) when (exception.SqlState is "0A000" or "2BP01" or "42P16")
        {
        }
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static async Task<SchemaSnapshot> ReadAsync(PostgresDatabase database)
    {
        await using var connection = database.Open();
        return await SnapshotReader.ReadAsync(connection, CancellationToken.None);
    }
}
