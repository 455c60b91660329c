using System.Data;
using System.Globalization;
using MigrationGuard.Ledgers;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Execution;

/// <summary>A connection of its own for one attempt of a step, so that nothing of the attempt outlives it. All errors are <see cref="DatabaseException"/>.</summary>
internal sealed class StepSession : IAsyncDisposable
{
    /// <summary>How the application_name of a step begins; the token and the release follow.</summary>
    public const string Prefix = "migrationguard step ";

    // NAMEDATALEN: the server cuts longer names. https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-APPLICATION-NAME
    private const int LongestName = 63;

    private readonly NpgsqlConnection _connection;

    private StepSession(NpgsqlConnection connection) => _connection = connection;

    /// <summary>The process of the server.</summary>
    public int ProcessId => _connection.ProcessID;

    /// <summary>The connection.</summary>
    public NpgsqlConnection Connection => _connection;

    /// <summary>The application_name of a step's sessions; characters that the server does not take become question marks.</summary>
    public static string NameOf(Lease lease, string release) => Printable(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{lease.Token} {release}"));

    /// <summary>A name as every server stores it.</summary>
    public static string Printable(string name) => string.Concat(name.Take(LongestName).Select(letter => letter is >= ' ' and <= '~' ? letter : '?'));

    /// <summary>Connects.</summary>
    public static async Task<StepSession> OpenAsync(string connectionString, string name, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(Settings(connectionString, name));
        try
        {
            await connection.OpenAsync(cancellation);
            return new StepSession(connection);
        }
        catch (Exception exception)
        {
            await connection.DisposeAsync();
            throw PostgresErrors.IsProvider(exception) ? PostgresErrors.Wrap(exception) : exception;
        }
    }

    /// <summary>Begins a transaction; the errors of later statements of its own are not undone by it.</summary>
    public async Task<NpgsqlTransaction> BeginAsync(CancellationToken cancellation)
    {
        try
        {
            return await _connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }
    }

    /// <summary>Commits.</summary>
    public static async Task CommitAsync(NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        try
        {
            await transaction.CommitAsync(cancellation);
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.WrapCommit(exception);
        }
    }

    /// <summary>Runs a statement, in the open transaction if there is one.</summary>
    public Task RunAsync(string sql, CancellationToken cancellation, params object?[] parameters) => PostgresRows.RunAsync(_connection, sql, cancellation, parameters);

    /// <summary>Reads rows.</summary>
    public Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation, params object?[] parameters) =>
        PostgresRows.ReadAsync(_connection, sql, read, cancellation, parameters);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    // The server ends statements, not the client: a long one is no error. The guard says in the detail whom it protects.
    private static string Settings(string connectionString, string name) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = name,
        Pooling = false,
        Multiplexing = false,
        CommandTimeout = 0,
        IncludeErrorDetail = true,
        TcpKeepAlive = true,
        TcpKeepAliveTime = 30,
        TcpKeepAliveInterval = 10,
    }.ConnectionString;
}
