using MigrationGuard.Postgres.Catalog;
using MigrationGuard.Servers;
using MigrationGuard.TestKit;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Catalog;

[TestFixture(15)]
[TestFixture(18)]
public sealed class ServerFactsTests(int major)
{
    private PostgresDatabase _database = null!;

    private string Role => $"plain_{Environment.ProcessId}_{major}";

    [OneTimeSetUp]
    public void Create()
    {
        _database = PostgresServer.Get(major).CreateDatabase();
        _database.Execute($"CREATE ROLE {Role} LOGIN");
    }

    [OneTimeTearDown]
    public void Drop()
    {
        _database.Execute($"DROP ROLE {Role}");
        _database.Dispose();
    }

    [Test]
    public async Task A_superuser_may_do_everything()
    {
        var facts = await ReadAsync("");
        Assert.Multiple(() =>
        {
            Assert.That(facts.Major, Is.EqualTo(major));
            Assert.That(facts.Version, Does.StartWith($"{major}."));
            Assert.That(facts.Database, Is.EqualTo(new NpgsqlConnectionStringBuilder(_database.ConnectionString).Database));
            Assert.That(facts, Has.Property(nameof(ServerFacts.IsStandby)).False.And.Property(nameof(ServerFacts.IsReadOnly)).False);
            Assert.That(facts.Role, Is.EqualTo(new RoleRights
            {
                Name = facts.Role.Name, IsSuperuser = true, CanCreateRoles = true, CanCreateDatabases = true, BypassesRowSecurity = true, CanCreateSchemas = true,
                CanCreateTemporaryTables = true, SeesAllStatistics = true, CanCreateEventTriggers = true,
            }));
        });
    }

    [Test]
    public async Task A_plain_role_may_only_create_temporary_tables()
    {
        var facts = await ReadAsync($"SET ROLE {Role}");
        Assert.That(facts.Role, Is.EqualTo(new RoleRights
        {
            Name = Role, IsSuperuser = false, CanCreateRoles = false, CanCreateDatabases = false, BypassesRowSecurity = false, CanCreateSchemas = false,
            CanCreateTemporaryTables = true, SeesAllStatistics = false, CanCreateEventTriggers = false,
        }));
    }

    [Test]
    public async Task Rights_that_were_granted_are_seen()
    {
        var database = new NpgsqlConnectionStringBuilder(_database.ConnectionString).Database;
        var facts = await ReadAsync(
            $"ALTER ROLE {Role} CREATEDB CREATEROLE BYPASSRLS; GRANT CREATE ON DATABASE {database} TO {Role}; REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC; "
            + $"GRANT pg_read_all_stats TO {Role}; CREATE ROLE rds_superuser; GRANT rds_superuser TO {Role}; SET LOCAL ROLE {Role}");
        Assert.That(facts.Role, Is.EqualTo(new RoleRights
        {
            Name = Role, IsSuperuser = false, CanCreateRoles = true, CanCreateDatabases = true, BypassesRowSecurity = true, CanCreateSchemas = true,
            CanCreateTemporaryTables = false, SeesAllStatistics = true, CanCreateEventTriggers = null,
        }));
    }

    [Test]
    public async Task Settings_and_extensions_are_those_of_the_session()
    {
        var facts = await ReadAsync("SET lock_timeout = '3s'; SET default_transaction_read_only = on");
        Assert.Multiple(() =>
        {
            Assert.That(facts.IsReadOnly, Is.True);
            Assert.That(facts.Settings["lock_timeout"], Is.EqualTo("3000 ms"));
            Assert.That(facts.Settings["TimeZone"], Is.EqualTo(facts.Settings["timezone"]));
            Assert.That(facts.Settings.ContainsKey("event_triggers"), Is.EqualTo(major >= 17));
            Assert.That(facts.Extensions, Is.EqualTo(new Dictionary<string, string> { ["plpgsql"] = "1.0" }));
        });
    }

    [Test]
    public async Task Statistics_of_statements_need_the_library_and_the_extension()
    {
        var loaded = Scalar("SELECT current_setting('pg_stat_statements.max', true) IS NOT NULL") is true;
        var expected = loaded ? StatementStatistics.NotInstalled : StatementStatistics.NotLoaded;
        var asked = await ReadAsync("");
        var preloaded = await ReadAsync(loaded ? "" : "SET pg_stat_statements.max = 5");
        Assert.Multiple(() =>
        {
            Assert.That(asked.StatementStatistics, Is.EqualTo(expected));
            Assert.That(preloaded.StatementStatistics, Is.EqualTo(StatementStatistics.NotInstalled));
        });
    }

    private object? Scalar(string sql)
    {
        using var connection = _database.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    private async Task<ServerFacts> ReadAsync(string before)
    {
        await using var connection = _database.Open();
        await using var transaction = await connection.BeginTransactionAsync();
        if (before.Length > 0)
        {
            await using var command = new NpgsqlCommand(before, connection);
            await command.ExecuteNonQueryAsync();
        }

        return await ServerFactsReader.ReadAsync(connection, CancellationToken.None);
    }
}
