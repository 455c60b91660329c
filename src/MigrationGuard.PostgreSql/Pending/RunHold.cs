using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Pending;

/// <summary>
/// Lets one guarded run of a database after the other: an advisory lock of a transaction that holds nothing else, so that it works through poolers too. Whoever waits asks again and again, in no
/// transaction: CREATE INDEX CONCURRENTLY of the run that is at work would wait for theirs, and they for it.
/// </summary>
internal sealed class RunHold : IAsyncDisposable
{
    // Any number that nobody else is likely to use.
    private const string Try = "SELECT pg_catalog.pg_try_advisory_xact_lock(7309874512663021071)";

    // Nobody may end the transaction while the run takes its time.
    private const string Stay = "SELECT pg_catalog.set_config(name, '0', true) FROM pg_catalog.pg_settings WHERE name IN ('idle_session_timeout', 'transaction_timeout')";

    // Takes the place of the portal of the query before it, whose snapshot would keep CREATE INDEX CONCURRENTLY waiting.
    private const string Forget = "SET LOCAL idle_in_transaction_session_timeout = 0";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly PostgresSource _source;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private RunHold(PostgresSource source, NpgsqlConnection connection, NpgsqlTransaction transaction) => (_source, _connection, _transaction) = (source, connection, transaction);

    /// <summary>Waits for its turn.</summary>
    /// <param name="source">Connects; the hold owns it.</param>
    /// <param name="time">The clock of the pauses.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="DatabaseException">The server does not answer.</exception>
    public static async Task<RunHold> TakeAsync(PostgresSource source, TimeProvider time, CancellationToken cancellation)
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = await source.OpenAsync(cancellation).ConfigureAwait(false);
            while (true)
            {
                if (await TryAsync(connection, cancellation).ConfigureAwait(false) is { } transaction)
                {
                    return new RunHold(source, connection, transaction);
                }

                await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            if (connection is not null)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }

            await source.DisposeAsync().ConfigureAwait(false);
            if (PostgresErrors.IsProvider(exception))
            {
                throw PostgresErrors.Wrap(exception);
            }

            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _transaction.DisposeAsync().ConfigureAwait(false);
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            // The session is lost, and the lock with it.
        }

        await _source.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<NpgsqlTransaction?> TryAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using var attempt = new NpgsqlCommand(Try, connection, transaction);
        if (await attempt.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is true)
        {
            foreach (var sql in new[] { Stay, Forget })
            {
                await using var setting = new NpgsqlCommand(sql, connection, transaction);
                await setting.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            }

            return transaction;
        }

        await transaction.DisposeAsync().ConfigureAwait(false);
        return null;
    }
}
