using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Presence;
using MigrationGuard.Presence;
using Npgsql;

namespace MigrationGuard;

/// <summary>Lets an application take part in the guarding of a PostgreSQL database.</summary>
public static class PostgreSqlAppGuard
{
    private static readonly PostgresLimits Limits = new() { Connect = TimeSpan.FromSeconds(5), Statement = TimeSpan.FromSeconds(60), Lock = TimeSpan.FromMilliseconds(500) };

    /// <summary>Uses the database of a connection string, on one or two connections of their own.</summary>
    /// <param name="options">The options of the application.</param>
    /// <param name="connectionString">Npgsql's form of it, of the application's own role, which has to be a member of <c>migration_guard_application</c>.</param>
    /// <exception cref="Servers.DatabaseException">It is no connection string; the message does not repeat it. Raised at the start of the application.</exception>
    public static AppGuardOptions UsePostgreSql(this AppGuardOptions options, string connectionString)
    {
        options.Connect = identity =>
        {
            var source = PostgresSource.Create(Named(connectionString, identity), Limits);
            var presence = new PostgresPresence(source);
            return new(presence, presence, source);
        };
        return options;
    }

    /// <summary>The connection string with the <c>application_name</c> of a version, unless it has one.</summary>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public static string WithApplicationName(string connectionString, AppIdentity identity)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.ApplicationName ??= identity.ApplicationName;
        return settings.ConnectionString;
    }

    private static string Named(string connectionString, AppIdentity identity)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(WithApplicationName(connectionString, identity)) { MinPoolSize = 0, MaxPoolSize = 2 };
            return settings.ConnectionString;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException or InvalidCastException or KeyNotFoundException)
        {
            // The source says it without repeating the text.
            return connectionString;
        }
    }
}
