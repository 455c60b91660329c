using System.Net.Sockets;
using Npgsql;

namespace MigrationGuard.Cli.Configuration;

/// <summary>A PostgreSQL database that a user named: Npgsql's form of it, and what may be said about it.</summary>
internal sealed class PostgresConnection
{
    private readonly NpgsqlConnectionStringBuilder _settings;

    private PostgresConnection(NpgsqlConnectionStringBuilder settings) => _settings = settings;

    /// <summary>The connection string for Npgsql; may hold a password.</summary>
    public string ConnectionString => _settings.ConnectionString;

    /// <summary>Host, port, database and user, for people.</summary>
    public string Target => FormattableString.Invariant($"{_settings.Host}{(_settings.Host!.Contains(':', StringComparison.Ordinal) ? "" : ":" + _settings.Port)}, database {Database}, user {_settings.Username ?? "of the environment"}");

    private string? Database => _settings.Database ?? _settings.Username ?? "of the environment";

    /// <summary>Reads a connection string of Npgsql or libpq, or an address (<c>postgres://</c>).</summary>
    /// <exception cref="UsageException">It is none, or names no host.</exception>
    public static PostgresConnection Of(ConnectionSetting setting)
    {
        var settings = TryRead(setting.Text)
            ?? throw new UsageException($"{setting.Origin}: this is no connection string (it is not shown, for it may hold a password); write Host=…;Port=…;Database=…;Username=… or postgres://user@host:port/database");
        settings.ApplicationName ??= "migrationguard";
        return settings.Host is { Length: > 0 } ? new PostgresConnection(settings)
            : throw new UsageException($"{setting.Origin}: the connection string names no Host");
    }

    /// <summary>Whether the text holds a password; also when it cannot be read but seems to.</summary>
    public static bool HoldsPassword(string text) => TryRead(text) is { } settings
        ? settings.Password is { Length: > 0 }
        : text.Contains("password", StringComparison.OrdinalIgnoreCase) || text.Contains("pwd", StringComparison.OrdinalIgnoreCase);

    /// <summary>An open connection; the caller disposes it.</summary>
    /// <exception cref="DependencyException">The server does not answer or does not let us in.</exception>
    public NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or TimeoutException or IOException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            connection.Dispose();
            throw Unreachable(exception);
        }
    }

    /// <summary>The error for a server that does not answer or does not let us in: exit code 6.</summary>
    public DependencyException Unreachable(Exception exception) => new($"cannot connect to {Target}: {ReasonOf(exception)}");

    private static string ReasonOf(Exception exception) => exception switch
    {
        PostgresException refused => $"{refused.MessageText} ({refused.SqlState})",
        NpgsqlException { InnerException: { } inner } => ReasonOf(inner),
        _ => exception.Message,
    };

    private static NpgsqlConnectionStringBuilder? TryRead(string text)
    {
        try
        {
            return LibpqConnection.Read(text) is { } settings ? LibpqConnection.Builder(settings) : new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException or InvalidCastException or KeyNotFoundException)
        {
            return null;
        }
    }
}
