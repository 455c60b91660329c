using System.Diagnostics;
using MigrationGuard.Recordings;
using MigrationGuard.Recordings.Listeners;
using MigrationGuard.TestKit;
using Npgsql;
using NpgsqlTypes;

namespace MigrationGuard.Recording.Tests;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
internal sealed class NpgsqlListenerTests(int major)
{
    private PostgresDatabase _database = null!;
    private Seen _seen = null!;
    private NpgsqlListener _listener = null!;

    [SetUp]
    public void CreateDatabase()
    {
        _database = PostgresServer.Get(major).CreateDatabase();
        _database.Execute("""
            CREATE TYPE mood AS ENUM ('sad', 'happy');
            CREATE SCHEMA "Shop";
            CREATE TYPE "Shop"."Size" AS ENUM ('S', 'L');
            CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
            CREATE TABLE users (id integer PRIMARY KEY, name text, feeling mood, born timestamptz);
            INSERT INTO users VALUES (1, 'Ada', 'happy', now());
            CREATE PROCEDURE rename_user(who integer, new_name text) LANGUAGE sql AS 'UPDATE users SET name = new_name WHERE id = who';
            """);
        _seen = new Seen();
        _listener = new NpgsqlListener(_seen);
    }

    [TearDown]
    public void DropDatabase()
    {
        _listener.Dispose();
        _database.Dispose();
    }

    [Test]
    public void The_first_command_of_a_data_source_is_seen_with_its_types_and_session()
    {
        using (var source = NpgsqlDataSource.Create(_database.ConnectionString))
        {
            using var command = source.CreateCommand("SELECT name FROM users WHERE id = @id");
            command.Parameters.AddWithValue("id", 1);
            command.ExecuteScalar();
            _listener.Settle();
        }

        var seen = Only();
        Assert.That(seen.Text, Is.EqualTo("SELECT name FROM users WHERE id = @id"));
        Assert.That(Types(seen), Is.EqualTo("id integer"));
        Assert.That(seen.Session?.Database, Is.EqualTo(_database.Name));
    }

    [Test]
    public void Every_execution_is_counted_once_although_somebody_else_takes_all_activities()
    {
        using var other = new ActivityListener { ShouldListenTo = _ => true, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(other);
        using var source = NpgsqlDataSource.Create(_database.ConnectionString);
        for (var i = 0; i < 20; i++)
        {
            using var command = source.CreateCommand("SELECT 1");
            command.ExecuteScalar();
        }

        _listener.Settle();
        Assert.That(_seen.Calls("SELECT 1"), Is.EqualTo(20));
    }

    [Test]
    public async Task Commands_that_run_at_once_are_all_counted()
    {
        await using var source = NpgsqlDataSource.Create(_database.ConnectionString);
        await Task.WhenAll(Enumerable.Range(0, 400).Select(async i =>
        {
            await using var command = source.CreateCommand("SELECT $1::integer");
            command.Parameters.Add(new NpgsqlParameter { Value = i });
            await command.ExecuteScalarAsync();
        }));
        _listener.Settle();
        Assert.That(_seen.Calls("SELECT $1::integer"), Is.EqualTo(400));
    }

    [Test]
    public void No_activity_is_started_for_a_recorded_command()
    {
        using var source = NpgsqlDataSource.Create(_database.ConnectionString);
        var started = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            using var command = source.CreateCommand("SELECT 1");
            using var reader = command.ExecuteReader();
            started.Add(Activity.Current?.OperationName ?? "none");
        }

        Assert.That(started[1..], Is.All.EqualTo("none"));
    }

    [Test]
    public void A_filter_and_an_enrichment_of_the_application_still_decide()
    {
        using var other = new ActivityListener { ShouldListenTo = found => found.Name == "Npgsql", Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(other);
        var enriched = new List<string>();
        var builder = new NpgsqlDataSourceBuilder(_database.ConnectionString);
        builder.ConfigureTracing(options => options
            .ConfigureCommandFilter(command => !command.CommandText.Contains("quiet", StringComparison.Ordinal))
            .ConfigureCommandEnrichmentCallback((_, command) => enriched.Add(command.CommandText)));
        using var source = builder.Build();
        foreach (var text in new[] { "SELECT 1", "SELECT 'quiet'", "SELECT 2" })
        {
            using var command = source.CreateCommand(text);
            command.ExecuteScalar();
        }

        _listener.Settle();
        Assert.That(enriched, Is.EqualTo(new[] { "SELECT 1", "SELECT 2" }));
        Assert.That(_seen.Commands.Select(command => command.Text), Is.EqualTo(new[] { "SELECT 1", "SELECT 'quiet'", "SELECT 2" }));
    }

    [Test]
    public void Types_are_those_that_the_server_was_sent()
    {
        var builder = new NpgsqlDataSourceBuilder(_database.ConnectionString);
        using var source = builder.Build();
        using var connection = source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text, $11, $12, $13, $14, $15::text";
        foreach (var parameter in Parameters())
        {
            command.Parameters.Add(parameter);
        }

        command.Prepare();
        command.ExecuteNonQuery();
        _listener.Settle();
        using var asked = new NpgsqlCommand("SELECT parameter_types::text[] FROM pg_prepared_statements WHERE statement LIKE 'SELECT $1, $2%'", connection);
        var sent = (string[])asked.ExecuteScalar()!;
        var seen = _seen.Commands.Single(found => found.Text.StartsWith("SELECT $1, $2", StringComparison.Ordinal)).Parameters.Select(parameter => parameter.Type).ToList();

        // No type was sent for these two; the server says what it made of them.
        Assert.That((seen[9], seen[14]), Is.EqualTo(("unknown", "unknown")));
        (seen[9], seen[14]) = ("text", "text");
        Assert.That(seen.ConvertAll(Regtype), Is.EqualTo(sent));
    }

    private static NpgsqlParameter[] Parameters() =>
    [
        new() { Value = 1 },
        new() { Value = "text" },
        new() { Value = 1L, NpgsqlDbType = NpgsqlDbType.Smallint },
        new() { Value = "happy", DataTypeName = "mood" },
        new() { Value = new[] { "S" }, DataTypeName = "Shop.Size[]" },
        new() { Value = new[] { 1, 2 } },
        new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar },
        new() { Value = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) },
        new() { Value = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified) },
        new() { Value = DBNull.Value },
        new() { Value = 'x', NpgsqlDbType = NpgsqlDbType.InternalChar },
        new() { Value = 5, DataTypeName = "positive" },
        new() { Value = new NpgsqlRange<int>(1, 5) },
        new() { Value = "{}", NpgsqlDbType = NpgsqlDbType.Jsonb },
        new() { Value = "x", NpgsqlDbType = NpgsqlDbType.Unknown },
    ];

    private string Regtype(string name) => _database.Ask<string>($"SELECT '{name.Replace("'", "''", StringComparison.Ordinal)}'::regtype::text");

    [Test]
    public void Batches_and_semicolons_give_a_statement_each()
    {
        using var source = NpgsqlDataSource.Create(_database.ConnectionString);
        using (var batch = source.CreateBatch())
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT name FROM users WHERE id = $1") { Parameters = { new NpgsqlParameter { Value = 1 } } });
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT count(*) FROM users"));
            batch.ExecuteNonQuery();
        }

        using (var command = source.CreateCommand("UPDATE users SET name = @n WHERE id = @id; DELETE FROM users WHERE id = @other"))
        {
            command.Parameters.AddWithValue("other", 7L);
            command.Parameters.AddWithValue("id", 1);
            command.Parameters.AddWithValue("n", "Eve");
            command.ExecuteNonQuery();
        }

        _listener.Settle();
        Assert.That(_seen.Commands.Select(command => $"{command.Text} | {Types(command)}"), Is.EqualTo(new[]
        {
            "SELECT name FROM users WHERE id = $1 |  integer",
            "SELECT count(*) FROM users | ",
            "UPDATE users SET name = $1 WHERE id = $2 | n text, id integer",
            "DELETE FROM users WHERE id = $1 | other bigint",
        }));
    }

    [Test]
    public void Procedures_tables_and_copies_are_recorded_as_the_driver_writes_them()
    {
        using var source = NpgsqlDataSource.Create(_database.ConnectionString);
        using var connection = source.OpenConnection();
        using (var call = new NpgsqlCommand("rename_user", connection) { CommandType = System.Data.CommandType.StoredProcedure })
        {
            call.Parameters.AddWithValue("who", 1);
            call.Parameters.AddWithValue("new_name", "Eve");
            call.ExecuteNonQuery();
        }

        using (var table = new NpgsqlCommand("users", connection) { CommandType = System.Data.CommandType.TableDirect })
        {
            table.ExecuteNonQuery();
        }

        using (var copy = connection.BeginBinaryImport("COPY users (id, name) FROM STDIN (FORMAT BINARY)"))
        {
            copy.StartRow();
            copy.Write(9, NpgsqlDbType.Integer);
            copy.Write("Bob", NpgsqlDbType.Text);
            copy.Complete();
        }

        _listener.Settle();
        Assert.That(_seen.Commands.Select(command => $"{command.Text} | {Types(command)}"), Is.EqualTo(new[]
        {
            """CALL rename_user("who" := $1, "new_name" := $2) | who integer, new_name text""",
            "SELECT * FROM users | ",
            "COPY users (id, name) FROM STDIN (FORMAT BINARY) | ",
        }));
    }

    [Test]
    public async Task The_session_is_what_the_server_says_it_is()
    {
        _database.Execute("ALTER DATABASE " + _database.Name + " SET datestyle = 'German'");
        _database.Release();
        var connectionString = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { SearchPath = "\"Shop\", public", Timezone = "Europe/Berlin" }.ConnectionString;
        await using var source = NpgsqlDataSource.Create(connectionString);
        for (var i = 0; _seen.Calls("SELECT 1") == 0; i++)
        {
            await using var command = source.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync();
            await Task.Delay(10);
            Assert.That(i, Is.LessThan(500));
        }

        var session = _seen.Commands.Single(command => command.Text == "SELECT 1").Session!;
        Assert.That(session.SearchPath, Is.EqualTo("\"Shop\", public"));
        Assert.That(session.Role, Is.EqualTo(new NpgsqlConnectionStringBuilder(connectionString).Username));
        Assert.That(session.Settings, Is.EqualTo(new KeyValuePair<string, string>[] { new("datestyle", "German, DMY"), new("timezone", "Europe/Berlin") }));
    }

    [Test]
    public void A_command_that_sets_the_search_path_takes_the_session_from_what_comes_behind()
    {
        using var source = NpgsqlDataSource.Create(_database.ConnectionString);
        using var connection = source.OpenConnection();
        foreach (var text in new[] { "SELECT 1", "SET search_path = \"Shop\"", "SELECT 2" })
        {
            using var command = new NpgsqlCommand(text, connection);
            command.ExecuteNonQuery();
            _listener.Settle();
        }

        Assert.That(_seen.Commands.Select(command => command.Session is null), Is.EqualTo(new[] { false, false, true }));
        Assert.That(_seen.Missed, Is.EqualTo(new[] { "search_path or role of statements behind a command that sets them" }));
    }

    private RecordedCommand Only() => _seen.Commands.Single();

    private static string Types(RecordedCommand command) => string.Join(", ", command.Parameters.Select(parameter => $"{parameter.Name} {parameter.Type}"));
}
