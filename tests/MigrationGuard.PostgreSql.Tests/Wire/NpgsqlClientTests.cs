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
}
