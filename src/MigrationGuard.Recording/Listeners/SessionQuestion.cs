using System.Data.Common;
using MigrationGuard.Manifests;

namespace MigrationGuard.Recordings.Listeners;

/// <summary>Asks a server what the sessions of a data source are.</summary>
internal static class SessionQuestion
{
    // What a server has from its own configuration is no property of the application's sessions.
    private static readonly string Settings = OwnCommands.Add($"""
        SELECT current_database()::text, current_user::text, current_setting('search_path'), s.name, current_setting(s.name)
        FROM (SELECT 1) AS one LEFT JOIN pg_catalog.pg_settings AS s
            ON s.source NOT IN ('default', 'configuration file', 'command line', 'environment variable', 'override')
            AND lower(s.name) = ANY ('{"{"}{string.Join(',', ReadingSettings.Names)}{"}"}')
        ORDER BY s.name
        """);

    /// <summary>The answer of the server; throws what the driver throws.</summary>
    public static async Task<RecordedSession> AskAsync(DbDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.CommandTimeout = 5;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var (database, role, searchPath) = ("", "", "");
        var settings = new List<KeyValuePair<string, string>>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            (database, role, searchPath) = (reader.GetString(0), reader.GetString(1), reader.GetString(2));
            if (!await reader.IsDBNullAsync(3, cancellationToken).ConfigureAwait(false))
            {
                settings.Add(new(reader.GetString(3).ToLowerInvariant(), reader.GetString(4)));
            }
        }

        settings.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        return new RecordedSession(database, role, searchPath, settings);
    }

    /// <summary>What the connection string tells; null where it names no user or database.</summary>
    public static RecordedSession? Read(string connectionString)
    {
        var words = new DbConnectionStringBuilder { ConnectionString = connectionString };
        return Value(words, "Username") is { } role ? new RecordedSession(Value(words, "Database") ?? role, role, Value(words, "Search Path"), default) : null;
    }

    private static string? Value(DbConnectionStringBuilder words, string name)
        => words.TryGetValue(name, out var value) && Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;
}
