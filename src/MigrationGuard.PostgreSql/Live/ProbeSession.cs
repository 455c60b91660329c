using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace MigrationGuard.Postgres.Live;

/// <summary>Runs queries one by one, each in a read-only transaction of its own with limits, so that a question can neither change nor hold anything.</summary>
internal sealed class ProbeSession(NpgsqlConnection connection, ProbeLimits limits, string settings = "")
{
    private readonly string _begin = string.Create(CultureInfo.InvariantCulture, $"""
        BEGIN READ ONLY;
        SET LOCAL statement_timeout = {(long)limits.Query.TotalMilliseconds};
        SET LOCAL lock_timeout = {(long)limits.Lock.TotalMilliseconds};
        SET LOCAL row_security = off;
        SET LOCAL max_parallel_workers_per_gather = 0;
        {settings}
        """);

    /// <summary>The limits.</summary>
    public ProbeLimits Limits => limits;

    /// <summary>The rows of a query of ours.</summary>
    /// <exception cref="PostgresException">The server refuses or interrupts it.</exception>
    public async Task<IReadOnlyList<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] values)
    {
        await RunAsync(_begin, cancellationToken);
        try
        {
            await using var batch = Batch(sql, values);
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(read(reader));
            }

            return rows;
        }
        finally
        {
            await EndAsync();
        }
    }

    /// <summary>Whether a query has a row.</summary>
    /// <exception cref="PostgresException">The server refuses or interrupts it.</exception>
    public async Task<bool> AnyAsync(string sql, CancellationToken cancellationToken) => (await RowsAsync(sql, _ => true, cancellationToken)).Count > 0;

    /// <summary>The first column of a query of ours.</summary>
    /// <exception cref="PostgresException">The server refuses or interrupts it.</exception>
    public Task<IReadOnlyList<string>> TextsAsync(string sql, CancellationToken cancellationToken, params object[] values)
        => RowsAsync(sql, reader => reader.GetString(0), cancellationToken, values);

    // A batch is sent as it stands in the extended protocol: the server refuses a text with two statements.
    private NpgsqlBatch Batch(string sql, object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value is uint ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Oid } : new NpgsqlParameter { Value = value });
        }

        return new NpgsqlBatch(connection) { BatchCommands = { command } };
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task EndAsync()
    {
        if (connection.State == System.Data.ConnectionState.Open)
        {
            await RunAsync("ROLLBACK", CancellationToken.None);
        }
    }
}
