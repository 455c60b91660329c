using MigrationGuard.Checking;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Configuration;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Observing;
using MigrationGuard.Postgres.Live;
using Npgsql;

namespace MigrationGuard.Cli.Checking;

/// <summary>The live database that a check asks: it gives the schema before the migrations, the version of the server and the answers to the rules.</summary>
internal sealed class LiveCheck : IDisposable
{
    private const string Option = "--connection";

    private readonly NpgsqlConnection _connection;
    private readonly ILiveDatabase _database;
    private Migration? _schema;

    private LiveCheck(NpgsqlConnection connection, ILiveDatabase database) => (_connection, _database) = (connection, database);

    /// <summary>Connects; null when no database is named.</summary>
    /// <exception cref="UsageException">The connection cannot be used, or is to a server of which nothing is known.</exception>
    /// <exception cref="DependencyException">The server does not answer or does not let us in.</exception>
    public static LiveCheck? Open(string? option, Settings settings, Surroundings surroundings)
    {
        if (ConnectionSetting.Find(option, surroundings) is not { } setting)
        {
            return null;
        }

        if (settings.Check.Database is { Value: not DatabaseKinds.PostgreSql } other)
        {
            // The variable may be meant for another command; the option is meant for this one.
            return option is null ? null : throw new UsageException($"{Option}: only PostgreSQL can be asked, and {other.Origin} says another database");
        }

        return Connect(setting);
    }

    // Apart, so that the driver is not loaded where no database is asked.
    private static LiveCheck Connect(ConnectionSetting setting)
    {
        var connection = PostgresConnection.Of(setting).Open();
        if (PostgresLive.TryCreate(connection) is { } database)
        {
            return new LiveCheck(connection, database);
        }

        var version = connection.PostgreSqlVersion;
        connection.Dispose();
        throw new UsageException($"{setting.Origin}: PostgreSQL {version} is not supported, only {PostgreSql.Oldest} to {PostgreSql.Newest}");
    }

    /// <summary>The settings with product and version as the server says them.</summary>
    public Settings Complete(Settings settings) => settings with
    {
        Check = settings.Check with
        {
            Database = new Setting<DatabaseKinds>(_database.Server.Kind, Option),
            DatabaseVersion = new Setting<int>(_database.Server.Version, Option),
        },
    };

    /// <summary>What is to be checked when the schema is known and the rules have their answers. Released migrations are in the schema already.</summary>
    public (IReadOnlyList<Migration> History, CheckOptions Options) Observe(IReadOnlyList<Migration> history, CheckOptions options)
    {
        var schema = _schema ??= _database.ReadSchemaAsync(CancellationToken.None).GetAwaiter().GetResult();
        var observed = ObservedHistory.AskAsync(_database, schema, history, options, CancellationToken.None).GetAwaiter().GetResult();
        return (observed.Migrations, observed.Options);
    }

    /// <inheritdoc />
    public void Dispose() => _connection.Dispose();
}
