using MigrationGuard.Postgres.Wire;
using MigrationGuard.Manifests;
using MigrationGuard.TestKit;
using Npgsql;
using NpgsqlTypes;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Wire;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class NpgsqlClientTests(int major)
{
    private const string Schema = """
        CREATE TABLE users (id int PRIMARY KEY, name varchar(20) NOT NULL, balance numeric(10,2), tags text[]);
        INSERT INTO users SELECT i, 'user' || i, i, ARRAY['a'] FROM generate_series(1, 10) AS i;
        """;

    [Test]
    public async Task A_parameterized_statement_is_recorded_with_types_and_columns_and_its_values_are_not()
    {
        await using var scene = WireScene.Start(major, Schema);
        await using (var connection = scene.Open())
        {
            for (var i = 1; i <= 3; i++)
            {
                await using var command = new NpgsqlCommand("SELECT id, name, balance, tags FROM users WHERE id = $1 AND name <> $2", connection);
                command.Parameters.Add(new NpgsqlParameter { Value = i });
                command.Parameters.Add(new NpgsqlParameter { Value = "marked-secret", NpgsqlDbType = NpgsqlDbType.Varchar });
                Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo(i));
            }
        }

        var seen = await scene.EndAsync();
        var found = seen.Only("SELECT id, name, balance, tags FROM users WHERE id = $1 AND name <> $2");
        Assert.Multiple(() =>
        {
            Assert.That(found.Parameters, Is.EqualTo(new[] { new ManifestParameter(null, "integer"), new ManifestParameter(null, "character varying") }));
            Assert.That(found.Result, Is.EqualTo(new[]
            {
                new ManifestResultColumn("id", "integer"), new ManifestResultColumn("name", "character varying(20)"),
                new ManifestResultColumn("balance", "numeric(10,2)"), new ManifestResultColumn("tags", "text[]"),
            }));
            Assert.That(seen.Count(found.Text), Is.EqualTo(3));
            Assert.That(found.Session?.Database, Is.EqualTo(scene.Database.Name));
            Assert.That(found.Session?.Role, Is.EqualTo("postgres"));
            Assert.That(seen.Missed, Is.Empty);
        });
    }

    [Test]
    public async Task Prepared_batched_and_simple_statements_are_counted_each_time_they_run()
    {
        await using var scene = WireScene.Start(major, Schema);
        await using (var connection = scene.Open())
        {
            await using var prepared = new NpgsqlCommand("SELECT name FROM users WHERE id = $1", connection);
            prepared.Parameters.Add(new NpgsqlParameter<int> { TypedValue = 1 });
            await prepared.PrepareAsync();
            for (var i = 0; i < 5; i++)
            {
                Assert.That(await prepared.ExecuteScalarAsync(), Is.EqualTo("user1"));
            }

            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new("SELECT 10"), new("UPDATE users SET balance = 0"), new("SELECT 10") } };
            await batch.ExecuteNonQueryAsync();
            await using var several = new NpgsqlCommand("SELECT 11; SELECT 12;", connection);
            await several.ExecuteNonQueryAsync();
        }

        var seen = await scene.EndAsync();
        Assert.That(seen.Only("SELECT name FROM users WHERE id = $1").Result, Is.EqualTo(new[] { new ManifestResultColumn("name", "character varying(20)") }));
        Assert.That(new[] { "SELECT name FROM users WHERE id = $1", "SELECT 10", "UPDATE users SET balance = 0", "SELECT 11", "SELECT 12" }.Select(seen.Count), Is.EqualTo(new[] { 5, 2, 1, 1, 1 }));
        Assert.That(seen.Missed, Is.Empty);
    }

    [Test]
    public async Task What_the_server_refuses_is_not_recorded_and_the_connection_goes_on()
    {
        await using var scene = WireScene.Start(major, Schema);
        await using (var connection = scene.Open())
        {
            foreach (var wrong in new[] { "SELEC 1", "SELECT nothing FROM users", "SELECT 1/0", "INSERT INTO users (id, name) VALUES (1, 'again')" })
            {
                await using var command = new NpgsqlCommand(wrong, connection);
                Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
            }

            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new("SELECT 20"), new("SELECT 1/0"), new("SELECT 21") } };
            Assert.ThrowsAsync<PostgresException>(() => batch.ExecuteNonQueryAsync());
            await using var right = new NpgsqlCommand("SELECT 22", connection);
            await right.ExecuteNonQueryAsync();
        }

        var seen = await scene.EndAsync();
        Assert.That(seen.Texts.Where(text => text.StartsWith("SELECT 2", StringComparison.Ordinal)), Is.EqualTo(new[] { "SELECT 20", "SELECT 22" }));
        Assert.That(seen.Texts, Has.None.Contains("/0").And.None.Contains("again").And.None.Contains("SELEC 1"));
        Assert.That(seen.Missed, Is.Empty);
    }

    [Test]
    public async Task Copies_large_results_notifications_and_cancelling_work_as_without_the_recorder()
    {
        await using var scene = WireScene.Start(major, Schema);
        await using (var connection = scene.Open())
        {
            await using (var import = await connection.BeginBinaryImportAsync("COPY users (id, name) FROM STDIN (FORMAT binary)"))
            {
                for (var i = 100; i < 20_100; i++)
                {
                    await import.WriteRowAsync(default, i, "marked-secret");
                }

                Assert.That(await import.CompleteAsync(), Is.EqualTo(20_000));
            }

            using (var export = await connection.BeginTextExportAsync("COPY users (name) TO STDOUT"))
            {
                Assert.That((await export.ReadToEndAsync()).Split('\n'), Has.Length.EqualTo(20_011));
            }

            await using var large = new NpgsqlCommand("SELECT repeat('x', 1000), i FROM generate_series(1, 20000) AS i", connection);
            await using (var reader = await large.ExecuteReaderAsync())
            {
                var rows = 0;
                for (; await reader.ReadAsync(); rows++)
                {
                    Assert.That(reader.GetString(0), Has.Length.EqualTo(1_000));
                }

                Assert.That(rows, Is.EqualTo(20_000));
            }

            await using var sleep = new NpgsqlCommand("SELECT pg_sleep(60)", connection);
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
            Assert.ThrowsAsync<OperationCanceledException>(() => sleep.ExecuteNonQueryAsync(soon.Token));
            var heard = "";
            connection.Notification += (_, notification) => heard = notification.Payload;
            await using var listen = new NpgsqlCommand("LISTEN here; NOTIFY here, 'text'; SELECT 1", connection);
            await listen.ExecuteNonQueryAsync();
            Assert.That(heard, Is.EqualTo("text"));
        }

        var seen = await scene.EndAsync();
        Assert.That(seen.Texts, Has.Some.StartsWith("COPY users (id, name) FROM STDIN").And.Some.StartsWith("COPY users (name) TO").And.None.Contains("pg_sleep").And.None.Contains("LISTEN"));
        Assert.That(seen.Commands.Select(command => command.ToString()), Has.None.Contains("marked-secret"));
        Assert.That(seen.Missed, Is.Empty);
    }

    [Test]
    public async Task A_statement_of_five_megabytes_passes_and_is_only_counted_as_missed()
    {
        await using var scene = WireScene.Start(major);
        await using (var connection = scene.Open())
        {
            await using var large = new NpgsqlCommand("SELECT length('" + new string('x', 5_000_000) + "')", connection);
            Assert.That(await large.ExecuteScalarAsync(), Is.EqualTo(5_000_000));
            await using var value = new NpgsqlCommand("SELECT length($1)", connection) { Parameters = { new() { Value = new string('y', 5_000_000) } } };
            Assert.That(await value.ExecuteScalarAsync(), Is.EqualTo(5_000_000));
        }

        var seen = await scene.EndAsync();
        Assert.That(seen.Texts.Where(text => text.Contains("length", StringComparison.Ordinal)), Is.EqualTo(new[] { "SELECT length($1)" }));
        Assert.That(seen.Missed, Has.Count.EqualTo(1));
    }
}
