using System.Data;
using Npgsql;

namespace MigrationGuard.Postgres.Judging;

/// <summary>A connection in one transaction in which the functions of <c>migration_guard</c> are there: installed, or created until its end.</summary>
internal sealed class JudgeSession : IAsyncDisposable
{
    // A catalog query by name, because to_regclass raises an error where the schema may not be used.
    private const string FindLedger =
        "SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'migration_guard' AND c.relname = 'version')";

    // Proving 10,000 statements takes minutes on a small server.
    private const int Seconds = 1800;

    private readonly NpgsqlConnection _connection;
    private NpgsqlTransaction? _transaction;

    private JudgeSession(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Whether the ledger outlives the transaction.</summary>
    public bool Installed { get; private set; }

    /// <summary>The version of the ledger's tables; null where none is written down.</summary>
    public int? LedgerVersion { get; private set; }

    /// <summary>Begins the transaction. The session closes the connection.</summary>
    public static async Task<JudgeSession> BeginAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var session = new JudgeSession(connection);
        try
        {
            await session.BeginAsync(cancellation);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a query and reads its rows.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, object?[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, _connection, _transaction) { CommandTimeout = Seconds };
            foreach (var parameter in parameters)
            {
                command.Parameters.Add(parameter as NpgsqlParameter ?? new NpgsqlParameter { Value = parameter ?? DBNull.Value });
            }

            var rows = new List<T>();
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                rows.Add(read(reader));
            }

            return rows;
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }
    }

    /// <summary>Commits; without an installed ledger there is nothing to keep.</summary>
    public async Task CommitAsync(CancellationToken cancellation)
    {
        if (!Installed)
        {
            throw new InvalidOperationException("A ledger that was created for one transaction cannot be kept.");
        }

        try
        {
            await _transaction!.CommitAsync(cancellation);
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.WrapCommit(exception);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
        }

        await _connection.DisposeAsync();
    }

    private async Task BeginAsync(CancellationToken cancellation)
    {
        try
        {
            _transaction = await _connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }

        Installed = (await ReadAsync(FindLedger, [], row => row.GetBoolean(0), cancellation))[0];
        if (!Installed)
        {
            await GuardScripts.CreateAsync(_connection, cancellation);
            return;
        }

        LedgerVersion = (await ReadAsync("SELECT s.schema_version FROM migration_guard.setting AS s", [], row => (int?)row.GetInt32(0), cancellation)).SingleOrDefault();
    }
}
