using MigrationGuard.Postgres.Guarding;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Ledger;

/// <summary>Runs statements on the ledger, each in a transaction that ends without another word of the client: one that stops in between holds no lock.</summary>
internal sealed class LedgerCalls(PostgresSource source)
{
    private const string Begin = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

    private const string Version = "SELECT s.schema_version FROM migration_guard.setting AS s";

    private volatile bool _checked;

    /// <summary>The rows of a statement.</summary>
    /// <exception cref="DatabaseException">The server refuses or is lost, or has no guard of this version.</exception>
    public Task<IReadOnlyList<T>> ReadAsync<T>(LedgerCall call, Func<NpgsqlDataReader, T> read, CancellationToken cancellation) =>
        OnConnectionAsync(connection => RowsAsync(connection, call, read, cancellation), cancellation);

    /// <summary>The only row of a statement.</summary>
    public async Task<T> OneAsync<T>(LedgerCall call, Func<NpgsqlDataReader, T> read, CancellationToken cancellation) => (await ReadAsync(call, read, cancellation))[0];

    /// <summary>Runs a statement.</summary>
    public Task RunAsync(LedgerCall call, CancellationToken cancellation) => ReadAsync(call, _ => 0, cancellation);

    /// <summary>Does something that can be done twice on a connection to a database with a guard of this version.</summary>
    public async Task<T> OnConnectionAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        for (var again = false; ; again = true)
        {
            await using var connection = await source.OpenAsync(cancellation);
            try
            {
                return await CheckedAsync(connection, work, cancellation);
            }
            catch (DatabaseException lost) when (lost.IsConnectionLost && !again)
            {
                // A connection of the pool may have ended long ago.
            }
        }
    }

    private async Task<T> CheckedAsync<T>(NpgsqlConnection connection, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            if (!_checked)
            {
                await CheckAsync(connection, cancellation);
                _checked = true;
            }

            return await work(connection);
        }
        catch (DatabaseException failure) when (failure.SqlState is "42P01" or "3F000" or "42883")
        {
            _checked = false;
            throw Missing(connection.Database, failure);
        }
        catch (DatabaseException failure) when (failure.SqlState == "42501")
        {
            throw new DatabaseException($"this role may not do that in the ledger: {failure.Message}", "42501", failure.InnerException) { Hint = "GRANT migration_guard_releaser TO it; 'migrationguard guard install' makes that role." };
        }
    }

    private static async Task CheckAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var found = await PostgresRows.ReadAsync(connection, Version, row => row.GetInt32(0), cancellation);
        if (found is not [var version])
        {
            throw Missing(connection.Database, null);
        }

        if (version != GuardSchema.Version)
        {
            throw new DatabaseException(FormattableString.Invariant($"the guard in database {connection.Database} has version {version}, this tool works with version {GuardSchema.Version}"), "55000", null)
            {
                Hint = version < GuardSchema.Version ? "Run 'migrationguard guard install', which brings it up to date." : "Use the newer tool.",
            };
        }
    }

    private static DatabaseException Missing(string database, DatabaseException? cause) =>
        new($"there is no guard in database {database}, and the ledger of releases is a part of it", cause?.SqlState ?? "55000", cause?.InnerException) { Hint = "Run 'migrationguard guard install'." };

    private static async Task<IReadOnlyList<T>> RowsAsync<T>(NpgsqlConnection connection, LedgerCall call, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        try
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(Begin), Command(call), new("COMMIT") } };
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            var rows = new List<T>();
            do
            {
                while (await reader.ReadAsync(cancellation))
                {
                    rows.Add(read(reader));
                }
            }
            while (await reader.NextResultAsync(cancellation));
            return rows;
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            // With COMMIT on its way, a lost connection does not say whether it arrived.
            throw PostgresErrors.Wrap(exception) is { IsConnectionLost: false } refused ? refused : PostgresErrors.WrapCommit(exception);
        }
    }

    private static NpgsqlBatchCommand Command(LedgerCall call)
    {
        var command = new NpgsqlBatchCommand(call.Sql);
        foreach (var parameter in call.Parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter ?? DBNull.Value });
        }

        return command;
    }
}
