using System.Data;
using Npgsql;

namespace MigrationGuard.Postgres.Guarding;

/// <summary>One transaction on a connection, with the provider's errors wrapped.</summary>
internal sealed class GuardTransaction : IAsyncDisposable
{
    // One at a time in a database: any number that nobody else is likely to use.
    private const string Lock = "SELECT pg_catalog.pg_advisory_xact_lock(7309874512663021057)";

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private GuardTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction) => (_connection, _transaction) = (connection, transaction);

    /// <summary>Begins a transaction in which nothing depends on the session's settings.</summary>
    public static async Task<GuardTransaction> BeginAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        try
        {
            var transaction = new GuardTransaction(connection, await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation));
            await transaction.RunAsync("""
                SET LOCAL search_path = pg_catalog, pg_temp;
                SET LOCAL check_function_bodies = on;
                SET LOCAL standard_conforming_strings = on;
                SET LOCAL client_min_messages = warning;
                SET LOCAL lock_timeout = '30 s';
                """, cancellation);
            return transaction;
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }
    }

    /// <summary>Waits until no other installation or removal runs in this database.</summary>
    public Task LockAsync(CancellationToken cancellation) => RunAsync(Lock, cancellation);

    /// <summary>Runs statements.</summary>
    public Task RunAsync(string sql, CancellationToken cancellation, params object?[] parameters) => PostgresRows.RunAsync(_connection, sql, cancellation, parameters);

    /// <summary>Reads rows.</summary>
    public Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation, params object?[] parameters) =>
        PostgresRows.ReadAsync(_connection, sql, read, cancellation, parameters);

    /// <summary>Reads text that a query returns in its first column.</summary>
    public Task<List<string>> ReadTextAsync(string sql, CancellationToken cancellation, params object?[] parameters)
        => ReadAsync(sql, row => row.GetString(0), cancellation, parameters);

    /// <summary>Commits.</summary>
    public async Task CommitAsync(CancellationToken cancellation)
    {
        try
        {
            await _transaction.CommitAsync(cancellation);
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _transaction.DisposeAsync();
}
