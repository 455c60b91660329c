using MigrationGuard.Recordings;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Recording.Tests;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
internal sealed class RecordStatementsTests(int major)
{
    [Test]
    public async Task A_data_source_records_what_it_sends_and_no_other_does()
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        var seen = new Seen();
        var quiet = new List<string>();
        var builder = new NpgsqlDataSourceBuilder(database.ConnectionString);
        builder.ConfigureTracing(options => options.ConfigureCommandFilter(command =>
        {
            quiet.Add(command.CommandText);
            return false;
        }));
        await using var source = builder.RecordStatements(seen).Build();
        for (var i = 0; seen.Calls("SELECT @n") == 0; i++)
        {
            await using var command = source.CreateCommand("SELECT @n");
            command.Parameters.AddWithValue("n", 12.5m);
            await command.ExecuteScalarAsync();
            Assert.That(i, Is.LessThan(500));
            await Task.Delay(10);
        }

        database.Execute("SELECT 2");
        var only = seen.Commands.Single();
        Assert.That((only.Text, only.Parameters[0].Type, only.Session?.Database), Is.EqualTo(("SELECT @n", "numeric", database.Name)));
        Assert.That(quiet, Is.All.EqualTo("SELECT @n"));
    }
}
