using MigrationGuard.Cli.Configuration;
using MigrationGuard.Postgres.Judging;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Judging;

/// <summary>Opens judges.</summary>
internal static class JudgeAccess
{
    /// <summary>The judge of a database; with a ledger that outlives the command, or one that is forgotten.</summary>
    /// <exception cref="DependencyException">The server does not answer or does not let us in.</exception>
    /// <exception cref="UsageException">The ledger is of another version.</exception>
    public static async Task<IJudge> OpenAsync(ConnectionSetting connection, CancellationToken cancellation)
    {
        var database = PostgresConnection.Of(connection);
        var judge = await PostgresJudge.BeginAsync(database.Open(), cancellation);
        if (judge.IsCurrent)
        {
            return judge;
        }

        await judge.DisposeAsync();
        throw new UsageException($"{database.Target}: the ledger is of another version than this tool; 'migrationguard guard install' upgrades an older one");
    }

    /// <summary>The judge of a database that has a ledger.</summary>
    /// <exception cref="DependencyException">The server does not answer or does not let us in.</exception>
    /// <exception cref="UsageException">The database has none, or one of another version.</exception>
    public static async Task<IJudge> OpenLedgerAsync(ConnectionSetting connection, CancellationToken cancellation)
    {
        var judge = await OpenAsync(connection, cancellation);
        if (judge.Installed)
        {
            return judge;
        }

        await judge.DisposeAsync();
        throw new UsageException($"{PostgresConnection.Of(connection).Target} has no ledger; 'migrationguard guard install' makes one");
    }
}
