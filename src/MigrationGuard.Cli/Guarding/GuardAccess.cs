using MigrationGuard.Cli.Configuration;
using MigrationGuard.Guarding;
using MigrationGuard.Postgres.Guarding;

namespace MigrationGuard.Cli.Guarding;

/// <summary>Opens guards.</summary>
internal static class GuardAccess
{
    /// <summary>The guard of a database, and how the database is called.</summary>
    /// <exception cref="DependencyException">The server does not answer or does not let us in.</exception>
    public static (IGuard Guard, string Target) Open(string? connection, Surroundings surroundings)
    {
        var postgres = PostgresConnection.Of(ConnectionSetting.Require(connection, surroundings));
        return (new PostgresGuard(postgres.Open()), postgres.Target);
    }
}
