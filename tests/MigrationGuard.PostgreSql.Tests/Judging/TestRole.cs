using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Postgres.Tests.Judging;

/// <summary>A role of one test.</summary>
internal sealed class TestRole : IDisposable
{
    private static int _count;

    private readonly PostgresServer _server;

    public TestRole(PostgresServer server, string options = "")
    {
        _server = server;
        Name = FormattableString.Invariant($"app_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}");
        Execute($"CREATE ROLE {Name} LOGIN {options}");
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <inheritdoc />
    public void Dispose() => Execute($"DROP ROLE IF EXISTS {Name}");

    private void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(_server.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
