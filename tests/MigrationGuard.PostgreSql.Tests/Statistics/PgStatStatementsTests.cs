using MigrationGuard.Manifests;
using MigrationGuard.Postgres.Statistics;
using MigrationGuard.Servers;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Statistics;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class PgStatStatementsTests(int major)
{
    private PostgresDatabase _database = null!;
    private string _role = null!;
    private bool _counting;

    [SetUp]
    public void SetUp()
    {
        _database = PostgresServer.Get(major).CreateDatabase();
        _role = new NpgsqlConnectionStringBuilder(_database.ConnectionString).Database + "_App \"x\"";
        using var connection = _database.Open();
        using var preloaded = new NpgsqlCommand("SHOW shared_preload_libraries", connection);
        _counting = ((string)preloaded.ExecuteScalar()!).Contains("pg_stat_statements", StringComparison.Ordinal);
        Assume.That(_counting, "the server does not count statements");
        _database.Execute($"CREATE ROLE {Quoted(_role)}; CREATE TABLE users (id int, name text, added timestamptz); GRANT ALL ON users TO {Quoted(_role)}");
    }

    [TearDown]
    public void TearDown()
    {
        if (_counting)
        {
            _database.Execute($"DROP OWNED BY {Quoted(_role)}; DROP ROLE {Quoted(_role)}");
        }

        _database?.Dispose();
    }

    [Test]
    public async Task What_a_role_ran_here_is_read_and_what_others_ran_is_not()
    {
        _database.Execute("CREATE SCHEMA \"Odd; schema\"; CREATE EXTENSION pg_stat_statements SCHEMA \"Odd; schema\"");
        Run("SELECT 'not the application'");
        Run("SET ROLE " + Quoted(_role), "SELECT name FROM users WHERE id = 5 /* a comment */", "SELECT name FROM users WHERE id = 6 /* a comment */",
            "SELECT * FROM users WHERE added > now() - interval '1 day' AND name IN ('a', 'b', 'c')", "TRUNCATE users", "RESET ROLE");
        await using var connection = await OpenAsync();
        var statistics = await PgStatStatements.ReadAsync(connection, _role, CancellationToken.None);
        var texts = statistics.Statements.Select(statement => (NormalizedSql.Prepared(statement.Text!), statement.Calls)).ToArray();
        Assert.That(texts, Does.Contain(("SELECT name FROM users WHERE id = $1 /* a comment */", 2L)));
        Assert.That(texts.Select(text => text.Item1), Has.Some.StartsWith("SELECT * FROM users WHERE added > now() - CAST($1 AS interval) AND name IN ($2"));
        Assert.That(texts.Select(text => text.Item1), Has.None.Contain("not the application").And.None.Contain("migrationguard"));
        Assert.That(statistics.Evictions, Is.GreaterThanOrEqualTo(0));
        Assert.That(statistics.Database, Does.StartWith("test_"));
        Assert.That(statistics.Since, Is.GreaterThan(DateTimeOffset.UnixEpoch));
        foreach (var (text, _) in texts)
        {
            Assert.That(CanonicalSql.TryWrite(text, out var canonical, out var error), Is.True, error);
            if (StatementKinds.Of(canonical!) == StatementKind.Data)
            {
                _database.Execute($"PREPARE p AS {canonical}; DEALLOCATE p");
            }
        }
    }

    [Test]
    public async Task Without_the_extension_the_message_says_how_to_get_it()
    {
        await using var connection = await OpenAsync();
        var exception = Assert.ThrowsAsync<DatabaseException>(async () => await PgStatStatements.ReadAsync(connection, _role, CancellationToken.None));
        Assert.That(exception!.Message, Does.Contain("CREATE EXTENSION pg_stat_statements"));
    }

    [Test]
    public async Task A_role_that_does_not_exist_is_an_error()
    {
        _database.Execute("CREATE EXTENSION pg_stat_statements");
        await using var connection = await OpenAsync();
        var exception = Assert.ThrowsAsync<DatabaseException>(async () => await PgStatStatements.ReadAsync(connection, "nobody'; DROP TABLE users; --", CancellationToken.None));
        Assert.That(exception!.Message, Does.Contain("there is no role"));
    }

    [Test]
    public async Task Who_may_not_read_the_texts_is_told_so()
    {
        _database.Execute("CREATE EXTENSION pg_stat_statements");
        Run("SET ROLE " + Quoted(_role), "SELECT name FROM users", "RESET ROLE");
        _database.Execute("CREATE ROLE " + Quoted(_role + "2"));
        try
        {
            await using var connection = await OpenAsync();
            await using var become = new NpgsqlCommand("SET ROLE " + Quoted(_role + "2"), connection);
            await become.ExecuteNonQueryAsync();
            var exception = Assert.ThrowsAsync<DatabaseException>(async () => await PgStatStatements.ReadAsync(connection, _role, CancellationToken.None));
            Assert.That(exception!.Message, Does.Contain("pg_read_all_stats"));
        }
        finally
        {
            _database.Execute("DROP ROLE " + Quoted(_role + "2"));
        }
    }

    private static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    // One connection: counting is turned on for its session only.
    private void Run(params string[] statements)
    {
        using var connection = _database.Open();
        foreach (var text in (string[])["SET pg_stat_statements.track = 'top'", .. statements])
        {
            using var command = new NpgsqlCommand(text, connection);
            command.ExecuteNonQuery();
        }
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
