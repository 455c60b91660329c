using System.Globalization;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres;

/// <summary>Connections to one database, with time limits; every error of the provider comes out as <see cref="DatabaseException"/>.</summary>
public sealed class PostgresSource : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    private PostgresSource(NpgsqlDataSource source) => _source = source;

    /// <summary>Connects nowhere yet.</summary>
    /// <param name="connectionString">Npgsql's form of it.</param>
    /// <param name="limits">How long to wait.</param>
    /// <exception cref="DatabaseException">It is no connection string; the message does not repeat it.</exception>
    public static PostgresSource Create(string connectionString, PostgresLimits limits)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString) { Timeout = (int)Math.Ceiling(limits.Connect.TotalSeconds) };
            settings.ApplicationName ??= "migrationguard";
            // The server ends a statement by itself; the client waits a little longer, for a server that no longer answers.
            settings.CommandTimeout = (int)Math.Ceiling(limits.Statement.TotalSeconds) + 5;
            var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
            var setLimits = SetLimits(limits);
            builder.UsePhysicalConnectionInitializer(connection => Run(connection, setLimits), connection => RunAsync(connection, setLimits));
            return new PostgresSource(builder.Build());
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException or InvalidCastException or KeyNotFoundException)
        {
            throw new DatabaseException("this is no connection string; it is not shown, for it may hold a password", null, null)
            {
                Hint = "write Host=…;Port=…;Database=…;Username=…",
            };
        }
    }

    /// <summary>An open connection; the caller disposes it.</summary>
    /// <exception cref="DatabaseException">The server does not answer or does not let us in.</exception>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellation);
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    // In milliseconds and after connecting, because poolers refuse settings in the startup packet.
    private static string SetLimits(PostgresLimits limits) => string.Create(
        CultureInfo.InvariantCulture, $"SET statement_timeout = {limits.Statement.TotalMilliseconds:F0}; SET lock_timeout = {limits.Lock.TotalMilliseconds:F0}");

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
