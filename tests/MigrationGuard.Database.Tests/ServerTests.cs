using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Database.Tests;

[TestFixture(15)]
[TestFixture(18)]
public sealed class ServerTests(int major)
{
    [Test]
    public void The_server_says_the_version_that_was_asked_for()
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        using var connection = database.Open();
        using var command = new NpgsqlCommand("SELECT version()", connection);
        Assert.That(command.ExecuteScalar(), Does.StartWith($"PostgreSQL {major}."));
    }

    [Test]
    public void Two_databases_do_not_see_each_other()
    {
        using var one = PostgresServer.Get(major).CreateDatabase();
        using var other = PostgresServer.Get(major).CreateDatabase();
        one.Execute("CREATE TABLE users (id bigint PRIMARY KEY)");

        Assert.That(() => one.Execute("TABLE users"), Throws.Nothing);
        Assert.That(
            () => other.Execute("TABLE users"),
            Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo(PostgresErrorCodes.UndefinedTable));
    }

    [Test]
    public void A_database_is_gone_once_it_is_disposed()
    {
        var server = PostgresServer.Get(major);
        var database = server.CreateDatabase();
        using var left = database.Open();
        database.Dispose();

        Assert.That(
            () => database.Execute("SELECT 1"),
            Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo(PostgresErrorCodes.InvalidCatalogName));
    }
}
