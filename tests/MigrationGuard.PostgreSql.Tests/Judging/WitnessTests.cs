using MigrationGuard.Manifests;
using MigrationGuard.Postgres.Judging;
using MigrationGuard.Proofs;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Postgres.Tests.Judging;

public sealed class WitnessTests
{
    private const string Schema = """
        CREATE SCHEMA shop;
        CREATE TYPE shop.mood AS ENUM ('sad', 'ok');
        CREATE DOMAIN shop.code AS text CHECK (VALUE <> '');
        CREATE TABLE shop.users (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, username text NOT NULL, email text, mood shop.mood DEFAULT 'ok', "Nick Name" varchar(40), made timestamptz DEFAULT now());
        CREATE UNIQUE INDEX users_email ON shop.users (lower(email)) WHERE email IS NOT NULL;
        CREATE TABLE shop.orders (id serial PRIMARY KEY, user_id integer NOT NULL REFERENCES shop.users, total numeric(10,2) NOT NULL DEFAULT 0, code shop.code, UNIQUE (code));
        CREATE TABLE shop.events (id bigint NOT NULL, at date NOT NULL, note text) PARTITION BY RANGE (at);
        CREATE TABLE shop.events_1 PARTITION OF shop.events FOR VALUES FROM ('2020-01-01') TO ('2030-01-01');
        CREATE VIEW shop.names AS SELECT id, username AS name FROM shop.users;
        CREATE FUNCTION shop.twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN n * 2;
        """;

    /// <summary>What fails, the change, and the SQLSTATE that the statement fails with afterwards; null: it fails only when it is executed.</summary>
    private static readonly (string Name, string Statement, string Types, string Change, string? SqlState)[] Cases =
    [
        ("column dropped", "SELECT username FROM users WHERE id = $1", "integer", "ALTER TABLE shop.users DROP COLUMN username CASCADE", "42703"),
        ("column renamed", "SELECT id, \"Nick Name\" FROM users", "", "ALTER TABLE shop.users RENAME \"Nick Name\" TO nick", "42703"),
        ("column of a partitioned table dropped", "SELECT note FROM events WHERE at = $1", "date", "ALTER TABLE shop.events DROP COLUMN note", "42703"),
        ("table renamed", "SELECT id FROM orders WHERE user_id = $1", "integer", "ALTER TABLE shop.orders RENAME TO purchases", "42P01"),
        ("table moved", "UPDATE orders SET total = $1 WHERE id = $2", "numeric,integer", "CREATE SCHEMA other; ALTER TABLE shop.orders SET SCHEMA other", "42P01"),
        ("table dropped", "DELETE FROM orders WHERE id = $1", "integer", "DROP TABLE shop.orders", "42P01"),
        ("view dropped", "SELECT name FROM names", "", "DROP VIEW shop.names", "42P01"),
        ("view without a column", "SELECT name FROM names", "", "DROP VIEW shop.names; CREATE VIEW shop.names AS SELECT id FROM shop.users", "42703"),
        ("view that is not updatable any more", "UPDATE names SET name = $1 WHERE id = $2", "text,integer", "DROP VIEW shop.names; CREATE VIEW shop.names AS SELECT DISTINCT id, username AS name FROM shop.users; GRANT ALL ON shop.names TO PUBLIC", "55000"),
        ("type changed", "SELECT id FROM orders WHERE total > $1", "numeric", "ALTER TABLE shop.orders ALTER COLUMN total DROP DEFAULT; ALTER TABLE shop.orders ALTER COLUMN total TYPE text", "42883"),
        ("column generated", "UPDATE users SET email = $1 WHERE id = $2", "text,integer", "DROP INDEX shop.users_email; ALTER TABLE shop.users DROP COLUMN email; ALTER TABLE shop.users ADD COLUMN email text GENERATED ALWAYS AS (username || '@example.org') STORED", "428C9"),
        ("unique constraint dropped", "INSERT INTO orders (user_id, code) VALUES ($1, $2) ON CONFLICT (code) DO NOTHING", "integer,text", "ALTER TABLE shop.orders DROP CONSTRAINT orders_code_key", "42P10"),
        ("unique index made another", "INSERT INTO users (username, email) VALUES ($1, $2) ON CONFLICT (lower(email)) WHERE email IS NOT NULL DO UPDATE SET username = excluded.username", "text,text", "DROP INDEX shop.users_email; CREATE UNIQUE INDEX users_email ON shop.users (email)", "42P10"),
        ("constraint of ON CONFLICT renamed", "INSERT INTO orders (user_id, code) VALUES ($1, $2) ON CONFLICT ON CONSTRAINT orders_code_key DO NOTHING", "integer,text", "ALTER TABLE shop.orders RENAME CONSTRAINT orders_code_key TO other_key", "42704"),
        ("primary key dropped under GROUP BY", "SELECT u.id, u.username FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.id", "", "ALTER TABLE shop.users DROP CONSTRAINT users_pkey CASCADE", "42803"),
        ("right taken", "SELECT username FROM users", "", "REVOKE SELECT ON shop.users FROM {role}", "42501"),
        ("right on a column only", "UPDATE users SET email = $1", "text", "REVOKE UPDATE ON shop.users FROM {role}; GRANT UPDATE (username) ON shop.users TO {role}", "42501"),
        ("right on the schema taken", "SELECT id FROM shop.users", "", "REVOKE USAGE ON SCHEMA shop FROM {role}", "42501"),
        ("label of an enum renamed", "SELECT id FROM users WHERE mood = 'sad'", "", "ALTER TYPE shop.mood RENAME VALUE 'sad' TO 'blue'", "22P02"),
        ("function dropped", "SELECT twice($1)", "integer", "DROP FUNCTION shop.twice(integer)", "42883"),
        ("function with another argument", "SELECT twice(id) FROM users", "", "DROP FUNCTION shop.twice(integer); CREATE FUNCTION shop.twice(n date) RETURNS date LANGUAGE sql IMMUTABLE RETURN n", "42883"),
        ("replica identity gone", "UPDATE users SET email = NULL", "", "CREATE PUBLICATION everything FOR TABLE shop.users; ALTER TABLE shop.users REPLICA IDENTITY NOTHING", "55000"),
        ("column that must be given", "INSERT INTO users (username, email) VALUES ($1, $2)", "text,text", "ALTER TABLE shop.users ADD COLUMN tenant integer NOT NULL", null),
        ("column that may not be null any more", "INSERT INTO orders (user_id) VALUES ($1)", "integer", "ALTER TABLE shop.orders ALTER COLUMN code SET NOT NULL", null),
        ("default gone", "INSERT INTO orders (user_id, code) VALUES ($1, 'a')", "integer", "ALTER TABLE shop.orders ALTER COLUMN total DROP DEFAULT", null),
    ];

    public static IEnumerable<TestCaseData> CasesOnServers
        => PostgresServer.Majors.SelectMany(major => Cases.Select((found, i) => new TestCaseData(major, i).SetArgDisplayNames($"{major}", found.Name)));

    [TestCaseSource(nameof(CasesOnServers))]
    public async Task A_witness_shows_the_failure_in_an_empty_database(int major, int number)
    {
        var (name, statement, types, change, state) = Cases[number];
        var server = PostgresServer.Get(major);
        using var role = new TestRole(server);
        using var database = server.CreateDatabase();
        database.Execute(Schema + $"GRANT USAGE ON SCHEMA shop TO {role.Name}; GRANT ALL ON ALL TABLES IN SCHEMA shop TO {role.Name}; GRANT ALL ON ALL SEQUENCES IN SCHEMA shop TO {role.Name};");
        var manifest = TestManifests.Create(role.Name, "shop, public", (statement, types));
        var connection = database.Open();
        await using var judge = await PostgresJudge.BeginAsync(connection, default);
        var version = await judge.PublishAsync(ManifestFile.ToJson(manifest), default);
        Assert.That((await judge.StatementsAsync(version, default)).Single().Unproved, Is.Null);
        using (var command = new NpgsqlCommand(change.Replace("{role}", role.Name, StringComparison.Ordinal), connection))
        {
            await command.ExecuteNonQueryAsync();
        }

        var proof = await judge.ProveAsync((await judge.VersionsAsync(default)).Single(found => found.Id == version), default);
        var failure = proof.Statements.Single();
        Assert.That((failure.Verdict, failure.SqlState), Is.EqualTo((ProofVerdict.Fail, state)), $"{failure.Message} {failure.Cause}");

        var witness = await judge.WitnessAsync(proof.Version, failure, default);
        Assert.That(witness.Script, Is.Not.Null, witness.WhyNot);
        Assert.That(Run(server, witness.Script!), Is.EqualTo($"shown: after the change the statement fails with {state ?? "23502"}"), witness.Script);
    }

    [TestCase("SELECT \"two\nlines\", \"$sql$\", 'it''s $sql$ $witness$' FROM \"a.b; --\".\"x'y\" WHERE \"say \"\"no\"\"\" = $1", "ALTER TABLE \"a.b; --\".\"x'y\" RENAME \"$sql$\" TO \"--\"")]
    [TestCase("SELECT \"select\" FROM \"a.b; --\".\"x'y\"", "ALTER TABLE \"a.b; --\".\"x'y\" DROP COLUMN \"select\"")]
    public async Task Names_do_not_break_out_of_a_witness(string statement, string change)
    {
        const string schema = """"
            CREATE SCHEMA "a.b; --";
            CREATE TABLE "a.b; --"."x'y" ("$sql$" integer, "two
            lines" text, "select" integer UNIQUE, "say ""no""" text DEFAULT '$witness$ $sql$ \ ''');
            GRANT USAGE ON SCHEMA "a.b; --" TO {role};
            GRANT ALL ON "a.b; --"."x'y" TO {role};
            """";
        var server = PostgresServer.Get(18);
        var witness = await WitnessAsync(server, "public, \"; DROP SCHEMA public CASCADE; --\"", (schema, statement, change));
        Assert.That(witness.Script, Is.Not.Null, witness.WhyNot);
        Assert.That(Run(server, witness.Script!), Is.EqualTo("shown: after the change the statement fails with 42703"), witness.Script);
    }

    [TestCase("CREATE TABLE t (a integer); ", "SELECT a FROM t", "ALTER TABLE t ENABLE ROW LEVEL SECURITY", "does something else")]
    [TestCase("CREATE TABLE t (a integer); CREATE AGGREGATE product (integer) (SFUNC = int4mul, STYPE = integer); ", "SELECT product(a) FROM t", "ALTER TABLE t DROP COLUMN a", "aggregate")]
    [TestCase("CREATE TABLE t (a integer); CREATE FUNCTION f(x integer DEFAULT 1) RETURNS integer LANGUAGE sql RETURN x; ", "SELECT f(a) FROM t", "ALTER TABLE t DROP COLUMN a", "defaults")]
    [TestCase("CREATE COLLATION c (provider = libc, locale = 'C'); CREATE TABLE t (a text COLLATE c); ", "SELECT a FROM t", "ALTER TABLE t DROP COLUMN a", "collation")]
    [TestCase("CREATE TABLE t (a integer, b integer); CREATE TABLE u (a integer, b integer); ", "INSERT INTO t (a) SELECT a FROM u", "ALTER TABLE t ADD COLUMN c integer NOT NULL", "only when there are rows")]
    public async Task What_cannot_be_shown_is_said(string schema, string statement, string change, string because)
    {
        var witness = await WitnessAsync(PostgresServer.Get(18), "public", (schema + "GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}", statement, change));
        Assert.That(witness.Script, Is.Null);
        Assert.That(witness.WhyNot, Does.Contain(because));
    }

    private static async Task<Witness> WitnessAsync(PostgresServer server, string searchPath, (string Schema, string Statement, string Change) given)
    {
        using var role = new TestRole(server);
        using var database = server.CreateDatabase();
        database.Execute(given.Schema.Replace("{role}", role.Name, StringComparison.Ordinal));
        var connection = database.Open();
        await using var judge = await PostgresJudge.BeginAsync(connection, default);
        var parameters = given.Statement.Contains("$1", StringComparison.Ordinal) ? "text" : "";
        var version = await judge.PublishAsync(ManifestFile.ToJson(TestManifests.Create(role.Name, searchPath, (given.Statement, parameters))), default);
        using (var command = new NpgsqlCommand(given.Change, connection))
        {
            await command.ExecuteNonQueryAsync();
        }

        var proof = await judge.ProveAsync((await judge.VersionsAsync(default)).Single(found => found.Id == version), default);
        Assert.That(proof.Verdict, Is.EqualTo(ProofVerdict.Fail), $"{proof.Statements[0].Statement.Unproved} {proof.Statements[0].Cause}");
        return await judge.WitnessAsync(proof.Version, proof.Statements.Single(), default);
    }

    private static string? Run(PostgresServer server, string script)
    {
        using var owner = new TestRole(server, "CREATEROLE");
        using var empty = server.CreateDatabase();
        using var connection = empty.Open();
        empty.Execute($"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO {owner.Name}', current_database()); END $$");
        using var command = new NpgsqlCommand($"SET SESSION AUTHORIZATION {owner.Name};\n{script}", connection);
        using var reader = command.ExecuteReader();
        string? last = null;
        do
        {
            while (reader.Read())
            {
                last = reader.GetValue(0) as string;
            }
        }
        while (reader.NextResult());
        return last;
    }
}
