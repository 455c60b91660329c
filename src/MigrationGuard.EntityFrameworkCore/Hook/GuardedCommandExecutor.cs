using System.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace MigrationGuard.EntityFrameworkCore.Hook;

/// <summary>Runs the commands of judged migrations, and only of those, with a limit for lock waits; notes which of them are through.</summary>
internal sealed class GuardedCommandExecutor(IMigrationCommandExecutor inner, RunInProgress progress, IServiceProvider services) : IMigrationCommandExecutor
{
    /// <inheritdoc />
    public void ExecuteNonQuery(IEnumerable<MigrationCommand> migrationCommands, IRelationalConnection connection) => inner.ExecuteNonQuery(migrationCommands, connection);

    /// <inheritdoc />
    public Task ExecuteNonQueryAsync(IEnumerable<MigrationCommand> migrationCommands, IRelationalConnection connection, CancellationToken cancellationToken = default)
        => inner.ExecuteNonQueryAsync(migrationCommands, connection, cancellationToken);

    /// <inheritdoc />
    public int ExecuteNonQuery(IReadOnlyList<MigrationCommand> migrationCommands, IRelationalConnection connection, MigrationExecutionState executionState, bool commitTransaction, IsolationLevel? isolationLevel = null)
    {
        // Without an id it is the history table that EF Core creates.
        if (!progress.IsRunning || executionState.CurrentMigrationId is not { } migration)
        {
            return inner.ExecuteNonQuery(migrationCommands, connection, executionState, commitTransaction, isolationLevel);
        }

        progress.Expect(migration);
        var limits = ActivatorUtilities.CreateInstance<LockLimits>(services);
        var limited = limits.Around(migrationCommands);
        try
        {
            var result = inner.ExecuteNonQuery(limited, connection, executionState, commitTransaction, isolationLevel);
            progress.Done(migration, commitTransaction);
            return result;
        }
        catch (Exception exception)
        {
            if (limits.IsTorn(limited, executionState.LastCommittedCommandIndex))
            {
                progress.Tear(exception);
            }

            Free(limits, connection);
            throw;
        }
    }

    /// <inheritdoc />
    public async Task<int> ExecuteNonQueryAsync(
        IReadOnlyList<MigrationCommand> migrationCommands, IRelationalConnection connection, MigrationExecutionState executionState, bool commitTransaction, IsolationLevel? isolationLevel = null, CancellationToken cancellationToken = default)
    {
        if (!progress.IsRunning || executionState.CurrentMigrationId is not { } migration)
        {
            return await inner.ExecuteNonQueryAsync(migrationCommands, connection, executionState, commitTransaction, isolationLevel, cancellationToken).ConfigureAwait(false);
        }

        progress.Expect(migration);
        var limits = ActivatorUtilities.CreateInstance<LockLimits>(services);
        var limited = limits.Around(migrationCommands);
        try
        {
            var result = await inner.ExecuteNonQueryAsync(limited, connection, executionState, commitTransaction, isolationLevel, cancellationToken).ConfigureAwait(false);
            progress.Done(migration, commitTransaction);
            return result;
        }
        catch (Exception exception)
        {
            if (limits.IsTorn(limited, executionState.LastCommittedCommandIndex))
            {
                progress.Tear(exception);
            }

            Free(limits, connection);
            throw;
        }
    }

    private static void Free(LockLimits limits, IRelationalConnection connection)
    {
        if (limits.Free is not { } free || connection.DbConnection.State != ConnectionState.Open)
        {
            return;
        }

        try
        {
            free.ExecuteNonQuery(connection);
        }
        catch (System.Data.Common.DbException)
        {
            // The session is lost, and its limit with it; the error that is on its way says more.
        }
    }
}
