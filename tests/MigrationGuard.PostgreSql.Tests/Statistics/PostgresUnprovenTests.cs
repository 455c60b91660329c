using MigrationGuard.Guarding;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.Postgres.Statistics;
using MigrationGuard.PostgreSql.Tests.Guard;
using MigrationGuard.TestKit;
using MigrationGuard.Unproven;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Statistics;

/// <summary>What an application runs is compared with what was published of it, on servers that count statements.</summary>
[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class PostgresUnprovenTests(int major)
{
    private static readonly string[] Published =
    [
        "SELECT username FROM users WHERE id = $1", "SELECT id FROM users WHERE id = ANY (ARRAY[1, 2]) OR id IN (1, 2)",
        "INSERT INTO users (id, username) VALUES ($1, $2)", "SELECT count(*) FROM users WHERE added > now() - interval '1 day'", "CALL greet($1)", "COPY users (id) FROM STDIN", "UPDATE users SET username = NULL WHERE id = -5",
    ];

    private static readonly string[][] Types = [["integer"], [], ["integer", "text"], [], ["text"], [], []];

    private PostgresDatabase _database = null!;

    [SetUp]
    public void SetUp()
    {
        var server = PostgresServer.Get(major);
        using (var connection = new NpgsqlConnection(server.ConnectionString))
        {
            connection.Open();
            using var preloaded = new NpgsqlCommand("SHOW shared_preload_libraries", connection);
            Assume.That((string)preloaded.ExecuteScalar()!, Does.Contain("pg_stat_statements"), "the server does not count statements");
        }

        _database = server.Copy("unproven", Prepare);
        _database.Execute($"ALTER ROLE {GuardScene.App} SET pg_stat_statements.track = 'top'; SELECT pg_stat_statements_reset()");
    }

    [TearDown]
    public void TearDown()
    {
        _database?.Execute($"ALTER ROLE {GuardScene.App} RESET ALL; CREATE EXTENSION IF NOT EXISTS pg_stat_statements; SELECT pg_stat_statements_reset()");
        _database?.Dispose();
    }

    [Test]
    public async Task What_an_application_of_the_manifest_sends_in_every_protocol_is_explained()
    {
        RunAsApp(connection =>
        {
            Run(connection, "BEGIN; SET LOCAL search_path TO public; SELECT version(); COMMIT");
            Run(connection, "select username\nfrom users /* by hand */ where id=7");
            Run(connection, "SELECT username FROM users WHERE id = $1", 7);
            Run(connection, "SELECT id FROM users WHERE id = ANY (ARRAY[1, 2, 3]) OR id IN (4, 5, 6, 7)");
            Run(connection, "INSERT INTO users (id, username) VALUES ($1, $2)", 1, "a");
            Run(connection, "INSERT INTO users (id, username) VALUES (2, 'b'), (3, NULL), (4, '')");
            Run(connection, "SELECT count(*) FROM users WHERE added > now() - interval '3 days'");
            Run(connection, "CALL greet($1)", "x");
            Run(connection, "CALL greet('y')");
            Run(connection, "UPDATE users SET username = NULL WHERE id = -5");
            Run(connection, "PREPARE p AS SELECT username FROM users WHERE id = $1; EXECUTE p(1); EXECUTE p(2); DEALLOCATE p");
            using (var copy = connection.BeginTextImport("COPY users (id) FROM STDIN"))
            {
                copy.Write("10\n");
            }

            connection.ReloadTypes();
        });
        var report = await LookAsync();
        Assert.That(report.Statements.Select(statement => statement.Text), Is.Empty);
        Assert.That((report.Gap, report.IsClean, report.Roles.Single()), Is.EqualTo(((string?)null, true, GuardScene.App)));
        Assert.That(report.Explained, Is.GreaterThanOrEqualTo(8));
        Assert.That(report.Why, Does.Match($"^the {report.Explained} statements that ran as {GuardScene.App} since [0-9: -]+Z are in manifests$"));
    }

    [Test]
    public async Task What_is_in_no_manifest_is_listed_with_its_calls_and_what_others_ran_is_not()
    {
        RunAsApp(connection =>
        {
            foreach (var id in Enumerable.Range(1, 3))
            {
                Run(connection, "SELECT added FROM users WHERE id = " + id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            Run(connection, "DELETE FROM users WHERE username = 'secret'");
            Run(connection, "SELECT username FROM users WHERE id = 1");
        });
        _database.Execute("SET pg_stat_statements.track = 'top'; SELECT count(added) FROM users");
        var report = await LookAsync();
        Assert.That(report.Statements, Is.EqualTo(new UnprovenStatement[]
        {
            new(GuardScene.App, "SELECT added FROM users WHERE id = $1", 3), new(GuardScene.App, "DELETE FROM users WHERE username = $1", 1),
        }));
        Assert.That((report.Explained, report.IsClean), Is.EqualTo((1, false)));
        Assert.That(report.Why, Does.Contain("2 of 3 statements that ran as").And.Contain("SELECT added FROM users WHERE id = $1 (3 calls); DELETE").And.Not.Contain("secret"));
    }

    [Test]
    public async Task A_live_version_of_the_same_role_explains_what_it_runs_and_a_retired_one_does_not()
    {
        using (var connection = _database.Open())
        {
            GuardScene.Publish(connection, "4.3.0", ["SELECT added FROM users"], [[]]);
        }

        RunAsApp(connection => Run(connection, "SELECT added FROM users"));
        Assert.That((await LookAsync()).Statements, Has.Count.EqualTo(1), "it is published and receives nothing");
        Assert.That((await LookAsync(null, null, "4.3.0")).IsClean, Is.True, "it is being released");
        _database.Execute("SELECT migration_guard.set_version_state('webshop', '4.3.0', 'live', NULL, NULL)");
        var shared = await LookAsync();
        Assert.That((shared.IsClean, shared.SharedWith.Single()), Is.EqualTo((true, "webshop 4.3.0")));
        Assert.That(shared.Why, Does.EndWith($"; {GuardScene.App} is also the role of webshop 4.3.0"));
        _database.Execute("SELECT migration_guard.set_version_state('webshop', '4.2.0', 'live', NULL, NULL); SELECT migration_guard.set_version_state('webshop', '4.3.0', 'retired', NULL, NULL)");
        Assert.That((await LookAsync()).IsClean, Is.False);
    }

    [Test]
    public async Task Statistics_that_do_not_reach_back_far_enough_cannot_tell()
    {
        var reach = await LookAsync(TimeProvider.System.GetUtcNow().AddDays(-1));
        Assert.That(reach.Gap, Does.StartWith("the statistics begin ").And.EndWith(" until then is not known"));
        Assert.That((await LookAsync(TimeProvider.System.GetUtcNow().AddMinutes(1))).Gap, Is.Null);
    }

    [TestCase("ALTER ROLE guard_test_app SET pg_stat_statements.track = 'none'", "pg_stat_statements counts nothing of guard_test_app: put pg_stat_statements.track on 'top' or 'all'")]
    [TestCase("ALTER ROLE guard_test_app SET pg_stat_statements.track_utility = 'off'", "pg_stat_statements counts no CALL, COPY and the like of guard_test_app: put pg_stat_statements.track_utility on 'on'")]
    [TestCase("DROP EXTENSION pg_stat_statements", "pg_stat_statements is not in this database: put it into shared_preload_libraries, restart the server, and run CREATE EXTENSION pg_stat_statements")]
    [TestCase("UPDATE migration_guard.version SET label = '9'", "no statement is published of webshop 4.2.0, so it is not known which role is its")]
    public async Task Where_nothing_is_counted_it_cannot_be_told(string sql, string gap)
    {
        _database.Execute(sql);
        var report = await LookAsync();
        Assert.That((report.Gap, report.IsClean, report.Why), Is.EqualTo((gap, false, gap)));
    }

    [Test]
    public async Task A_server_that_dropped_statements_cannot_tell()
    {
        RunAsApp(connection =>
        {
            foreach (var column in Enumerable.Range(0, 5600))
            {
                Run(connection, FormattableString.Invariant($"SELECT id AS c{column}, {string.Join('+', Enumerable.Repeat("id", (column % 75) + 1))}, {string.Join('-', Enumerable.Repeat("id", (column / 75) + 1))} FROM users"));
            }
        });
        Assert.That((await LookAsync()).Gap, Does.Match("^the server dropped statements [0-9]+ times for which there was no room"));
    }

    [Test]
    public async Task Who_may_not_read_what_others_ran_is_told_what_to_be()
    {
        RunAsApp(connection => Run(connection, "SELECT added FROM users"));
        _database.Execute($"GRANT migration_guard_reader TO {GuardScene.Approver}");
        try
        {
            Assert.That((await LookAsync(null, GuardScene.Approver)).Gap, Does.Contain("pg_read_all_stats"));
        }
        finally
        {
            _database.Execute($"REVOKE migration_guard_reader FROM {GuardScene.Approver}");
        }
    }

    private static void Prepare(PostgresDatabase database)
    {
        database.Execute($"""
            DO $$ DECLARE person text; BEGIN
                FOREACH person IN ARRAY ARRAY['{GuardScene.App}', '{GuardScene.Approver}'] LOOP
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = person) THEN EXECUTE format('CREATE ROLE %I LOGIN', person); END IF;
                END LOOP;
            END $$;
            CREATE EXTENSION pg_stat_statements;
            CREATE TABLE users (id int, username text, added timestamptz);
            CREATE PROCEDURE greet(who text) LANGUAGE sql AS 'SELECT who';
            GRANT ALL ON users TO {GuardScene.App};
            """);
        var guard = new PostgresGuard(database.Open());
        guard.InstallAsync(new GuardOptions { Mode = GuardMode.Observe }, default).GetAwaiter().GetResult();
        guard.DisposeAsync().AsTask().GetAwaiter().GetResult();
        using var connection = database.Open();
        GuardScene.Publish(connection, "4.2.0", Published, Types);
    }

    private void RunAsApp(Action<NpgsqlConnection> work)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = GuardScene.App, Pooling = false }.ConnectionString);
        connection.Open();
        work(connection);
    }

    private static void Run(NpgsqlConnection connection, string sql, params object[] values)
    {
        using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        command.ExecuteNonQuery();
    }

    private async Task<UnprovenReport> LookAsync(DateTimeOffset? since = null, string? user = null, params string[] beside)
    {
        await using var source = PostgresSource.Create(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = user ?? "postgres", Pooling = false }.ConnectionString, new());
        return await new PostgresUnproven(source).LookAsync(new("webshop", "4.2.0") { Since = since, Beside = beside }, default);
    }
}
