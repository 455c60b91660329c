using MigrationGuard.Pending;
using MigrationGuard.Postgres.Pending;

namespace MigrationGuard;

/// <summary>PostgreSQL for the hooks of migration runners.</summary>
public static class PostgresRunGuardOptions
{
    /// <summary>Lets the run be judged by a PostgreSQL database: the one that is migrated, where the ledger lies too.</summary>
    /// <param name="options">The hook's options.</param>
    /// <param name="connectionString">Npgsql's form of it.</param>
    /// <returns>The same options.</returns>
    public static RunGuardOptions UsePostgreSql(this RunGuardOptions options, string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        options.Guard = new PostgresRunGuard(connectionString, options);
        return options;
    }
}
