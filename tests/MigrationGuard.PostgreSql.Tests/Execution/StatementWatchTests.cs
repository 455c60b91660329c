using MigrationGuard.Execution;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Servers;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Execution;

[TestFixture(15)]
[TestFixture(18)]
public sealed class StatementWatchTests(int major)
{
    private PostgresDatabase _database = null!;
    private NpgsqlConnection _application = null!;

    [SetUp]
    public void SetUp()
    {
        _database = PostgresServer.Get(major).CreateDatabase();
        foreach (var script in Directory.EnumerateFiles(RepositoryFiles.Path("src", "MigrationGuard.PostgreSql", "Scripts"), "*.sql").Order(StringComparer.Ordinal))
        {
            _database.Execute(File.ReadAllText(script));
        }

        _database.Execute($"CREATE EXTENSION pg_stat_statements; ALTER DATABASE {_database.Name} SET pg_stat_statements.track = 'top'; CREATE TABLE users (id int, name text, username text)");
        using var preloaded = new NpgsqlConnection(_database.ConnectionString);
        NpgsqlConnection.ClearPool(preloaded);
        _application = _database.Open();
        Run("SELECT pg_stat_statements_reset()");
    }

    [TearDown]
    public void TearDown()
    {
        _application.Dispose();
        _database.Dispose();
    }

    [Test]
    public async Task What_ran_before_the_first_look_is_not_held_against_the_change()
    {
        Run("SELECT username FROM users WHERE id = 5");
        var first = await LookAsync();
        Run("SELECT name FROM users WHERE id = 5");
        var second = await LookAsync();
        Assert.Multiple(() =>
        {
            Assert.That((first.Needed, first.Gap, first.Why), Is.EqualTo((Array.Empty<NeededStatement>(), default(string), "it was not watched before")));
            Assert.That((second.Needed, second.Gap), Is.EqualTo((Array.Empty<NeededStatement>(), default(string))));
            Assert.That(second.Since, Is.EqualTo(first.Since));
            Assert.That(second.Length, Is.GreaterThan(first.Length));
        });
    }

    [TestCase("SELECT username FROM users WHERE id = 5")]
    [TestCase("SELECT count(*) FROM users WHERE username LIKE 'a%' AND id IN (1, 2, 3)")]
    [TestCase("UPDATE users SET username = 'x' WHERE id = 7")]
    public async Task What_ran_since_and_needs_what_is_removed_is_named(string sql)
    {
        Run(sql);
        await LookAsync();
        Run(sql);
        var seen = await LookAsync();
        Assert.That(seen.Needed.Select(statement => statement.Role), Is.EqualTo(new[] { "postgres" }));
        Assert.That(seen.Needed[0].Message, Is.EqualTo("column \"username\" does not exist (42703)").Or.EqualTo("column \"username\" of relation \"users\" does not exist (42703)"));
    }

    [Test]
    public async Task The_tables_of_a_role_are_looked_up_where_its_sessions_do()
    {
        var role = _database.Name + "_app";
        _database.Execute($"CREATE SCHEMA shop; CREATE TABLE shop.users (username text); CREATE ROLE {role} LOGIN; ALTER ROLE {role} SET search_path = shop; GRANT ALL ON SCHEMA shop TO {role}; GRANT ALL ON ALL TABLES IN SCHEMA shop TO {role}");
        try
        {
            await LookAsync();
            RunAs(role, "SELECT username FROM users");

            Assert.That((await LookAsync()).Needed, Is.Empty);
            Assert.That((await LookAsync("ALTER TABLE shop.users DROP COLUMN username;")).Needed.Select(statement => statement.Role), Is.EqualTo(new[] { role }));
        }
        finally
        {
            _database.Execute($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [Test]
    public async Task A_text_that_is_broken_for_one_role_is_still_asked_for_another()
    {
        var role = _database.Name + "_app";
        _database.Execute($"CREATE SCHEMA shop; CREATE TABLE shop.users (username text, left_over int); CREATE ROLE {role} LOGIN; ALTER ROLE {role} SET search_path = shop; GRANT ALL ON SCHEMA shop TO {role}; GRANT ALL ON ALL TABLES IN SCHEMA shop TO {role}");
        try
        {
            await LookAsync();
            RunAs(role, "SELECT username FROM users");
            Run("SELECT username FROM users");
            _database.Execute("ALTER TABLE shop.users DROP COLUMN username");
            var seen = await LookAsync();

            Assert.That(seen.Needed.Select(statement => (statement.Role, statement.Text)), Is.EqualTo(new[] { ("postgres", "SELECT username FROM users") }));
            Assert.That(seen.Gap, Does.StartWith($"it cannot be told what a statement of {role} needs: "));
        }
        finally
        {
            _database.Execute($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [TestCase(1)]
    [TestCase(9)]
    public async Task Statistics_that_are_reset_between_two_questions_of_a_look_are_not_taken_for_whole(int times)
    {
        var first = await LookAsync();
        Run("SELECT username FROM users");
        _database.Execute($"""
            CREATE TABLE resets AS SELECT 0 AS done;
            ALTER FUNCTION migration_guard.watch_statements(text, timestamptz, bigint, jsonb) RENAME TO watch_and_no_more;
            CREATE FUNCTION migration_guard.watch_statements(of_release text, reset timestamptz, evicted bigint, counts jsonb, OUT since timestamptz, OUT before jsonb, OUT why text) LANGUAGE plpgsql AS $$
            BEGIN
                SELECT w.since, w.before, w.why INTO since, before, why FROM migration_guard.watch_and_no_more(of_release, reset, evicted, counts) AS w;
                UPDATE resets SET done = done + 1;
                IF (SELECT done FROM resets) <= {times} THEN
                    PERFORM pg_stat_statements_reset();
                END IF;
            END $$;
            """);
        var second = await LookAsync();

        Assert.That((second.Since > first.Since, second.Why), Is.EqualTo((true, "the statistics were reset")));
        Assert.That(second.Gap, times == 1 ? Is.Null : Is.EqualTo("the statistics were reset, or lost statements, each time they were read"));
    }

    [Test]
    public async Task After_a_reset_the_time_begins_anew()
    {
        var first = await LookAsync();
        Run("SELECT pg_stat_statements_reset()");
        Run("SELECT username FROM users");
        var second = await LookAsync();
        Assert.Multiple(() =>
        {
            Assert.That(second.Since, Is.GreaterThan(first.Since));
            Assert.That(second.Why, Is.EqualTo("the statistics were reset"));
            Assert.That(second.Needed, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task Another_release_has_a_time_of_its_own()
    {
        await LookAsync();
        Run("SELECT username FROM users");
        Assert.That((await LookAsync(release: "other")).Needed, Is.Empty);
        Assert.That((await LookAsync()).Needed, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_server_that_counts_nothing_is_refused_with_what_to_do()
    {
        _database.Execute($"ALTER DATABASE {_database.Name} SET pg_stat_statements.track = 'none'");
        Assert.That(Assert.ThrowsAsync<DatabaseException>(() => LookAsync())!.Message, Does.Contain("pg_stat_statements.track"));
        _database.Execute("DROP EXTENSION pg_stat_statements");
        Assert.That(Assert.ThrowsAsync<DatabaseException>(() => LookAsync())!.Message, Does.Contain("CREATE EXTENSION pg_stat_statements"));
    }

    [Test]
    public async Task Nothing_of_the_change_is_left()
    {
        Run("SELECT username FROM users");
        await LookAsync();
        Run("SELECT username FROM users");
    }

    private Task<StatementCoverage> LookAsync(string change = "ALTER TABLE users DROP COLUMN username;", string release = "r")
    {
        var plan = StepPlan.Read([new MigrationFile("contract/001.sql", change)]);
        return new PostgresStatementWatch(_database.ConnectionString, new StepSettings()).LookAsync(release, plan.Steps, CancellationToken.None);
    }

    private void RunAs(string role, string sql)
    {
        using var application = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = role, Pooling = false }.ConnectionString);
        application.Open();
        using var command = new NpgsqlCommand(sql, application);
        command.ExecuteNonQuery();
    }

    private void Run(string sql)
    {
        using var command = new NpgsqlCommand(sql, _application);
        command.ExecuteNonQuery();
    }
}
