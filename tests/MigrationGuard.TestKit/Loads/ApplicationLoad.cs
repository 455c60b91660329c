using System.Collections.Concurrent;
using Npgsql;

namespace MigrationGuard.TestKit.Loads;

/// <summary>
/// An application that uses a database while something else happens to it: a session for every statement, and one that reads in transactions of two seconds.
/// How long its sessions wait for locks is read from pg_locks.waitstart, of PostgreSQL 14 and later.
/// </summary>
public sealed class ApplicationLoad : IAsyncDisposable
{
    private const string Name = "application";

    private const string Waits = $"""
        SELECT coalesce(max(extract(epoch FROM clock_timestamp() - l.waitstart)), 0)::double precision
        FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid WHERE NOT l.granted AND a.application_name = '{Name}' AND a.datname = current_database()
        """;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private readonly string _connectionString;
    private readonly int _rows;
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly List<Task> _tasks = [];
    private long _statements;
    private double _longest;

    private ApplicationLoad(PostgresDatabase database, int rows) => (_connectionString, _rows) =
        (new NpgsqlConnectionStringBuilder(database.ConnectionString) { ApplicationName = Name, Pooling = false, CommandTimeout = 0 }.ConnectionString, rows);

    /// <summary>Starts it.</summary>
    /// <param name="database">The database.</param>
    /// <param name="rows">The highest number that a statement gets as its <c>$1</c>, a bigint.</param>
    /// <param name="statements">Its statements.</param>
    /// <param name="report">What the long transactions read; null for none.</param>
    public static ApplicationLoad Start(PostgresDatabase database, int rows, IReadOnlyList<string> statements, string? report)
    {
        var load = new ApplicationLoad(database, rows);
        load._tasks.AddRange(statements.Select((statement, number) => Task.Run(() => load.UseAsync(statement, number))));
        load._tasks.Add(Task.Run(load.WatchAsync));
        if (report is not null)
        {
            load._tasks.Add(Task.Run(() => load.ReportAsync(report)));
        }

        return load;
    }

    /// <summary>Ends it, and says what it met.</summary>
    public async Task<LoadReport> StopAsync()
    {
        await _ended.CancelAsync();
        await Task.WhenAll(_tasks);
        return new LoadReport(_statements, [.. _failures], TimeSpan.FromSeconds(_longest));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _ended.Dispose();
    }

    private async Task UseAsync(string statement, int seed)
    {
        await using var connection = await OpenAsync();
        var random = new Random(seed);
        while (!_ended.IsCancellationRequested)
        {
            await using var command = new NpgsqlCommand(statement, connection) { Parameters = { new() { Value = random.NextInt64(1, _rows) } } };
            await TryAsync(command);
            Interlocked.Increment(ref _statements);
            await Task.Delay(Look, CancellationToken.None);
        }
    }

    // What pg_dump, a report or a forgotten session does.
    private async Task ReportAsync(string report)
    {
        await using var connection = await OpenAsync();
        while (!_ended.IsCancellationRequested)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var command = new NpgsqlCommand(report, connection, transaction);
            await TryAsync(command);
            await PauseAsync(TimeSpan.FromSeconds(2));
            await transaction.RollbackAsync();
            await PauseAsync(TimeSpan.FromSeconds(1.2));
        }
    }

    private async Task WatchAsync()
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connectionString) { ApplicationName = "watch" }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Waits, connection);
        while (!_ended.IsCancellationRequested)
        {
            _longest = Math.Max(_longest, (double)(await command.ExecuteScalarAsync())!);
            await Task.Delay(Look, CancellationToken.None);
        }
    }

    private async Task TryAsync(NpgsqlCommand command)
    {
        try
        {
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (PostgresException refused)
        {
            _failures.Enqueue($"{refused.MessageText} ({refused.SqlState}): {command.CommandText}");
        }
    }

    private async Task PauseAsync(TimeSpan time)
    {
        try
        {
            await Task.Delay(time, _ended.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        return connection;
    }
}
