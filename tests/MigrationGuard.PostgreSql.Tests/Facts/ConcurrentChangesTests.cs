using MigrationGuard.TestKit;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Facts;

public sealed class ConcurrentChangesTests
{
    private const string Create =
        """
        CREATE TABLE passing (id integer PRIMARY KEY, n integer DEFAULT 5 CHECK (n > 0));
        CREATE VIEW passing_view AS SELECT id FROM passing WHERE n > 1;
        CREATE FUNCTION passing_function(integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN $1;
        CREATE INDEX ON passing (passing_function(n));
        CREATE POLICY p ON passing USING (EXISTS (SELECT FROM passing other WHERE other.id = passing.id));
        CREATE TYPE passing_type AS ENUM ('a');
        CREATE TABLE passing_child (a passing_type, b integer REFERENCES passing);
        """;

    private const string Drop = "DROP TABLE passing_child; DROP TYPE passing_type; DROP VIEW passing_view; DROP TABLE passing; DROP FUNCTION passing_function(integer)";

    [TestCaseSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
    public async Task Objects_that_are_dropped_while_they_are_read_are_left_out(int major)
    {
        using var database = new FactsDatabase(major);
        using var reading = new CancellationTokenSource();
        var changing = ChangeUntilAsync(database, reading.Token);
        await using var connection = database.Open();
        var lasting = 0;
        for (var round = 0; round < 60; round++)
        {
            lasting += database.Read(connection).ContainsKey("relation app.child") ? 1 : 0;
        }

        await reading.CancelAsync();
        Assert.Multiple(async () =>
        {
            Assert.That(lasting, Is.EqualTo(60));
            Assert.That(await changing, Is.Positive);
        });
    }

    private static async Task<int> ChangeUntilAsync(FactsDatabase database, CancellationToken end)
    {
        await using var connection = database.Open();
        var rounds = 0;
        while (!end.IsCancellationRequested)
        {
            foreach (var statement in (Create + Drop).Split(';'))
            {
                await using var command = new NpgsqlCommand(statement, connection);
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }

            rounds++;
        }

        return rounds;
    }
}
