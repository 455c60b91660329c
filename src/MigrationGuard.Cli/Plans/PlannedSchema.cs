using MigrationGuard.Cli.Configuration;
using MigrationGuard.Postgres.Catalog;
using MigrationGuard.Servers;
using MigrationGuard.Snapshots;

namespace MigrationGuard.Cli.Plans;

/// <summary>The schema that a plan is made for.</summary>
internal static class PlannedSchema
{
    /// <summary>Reads it; null where no database is named, or it cannot be read, which is said: then nobody can tell later whether it has moved.</summary>
    /// <exception cref="DependencyException">The server does not answer or does not let us in.</exception>
    public static SchemaSnapshot? Read(string? option, Surroundings surroundings) =>
        ConnectionSetting.Find(option, surroundings) is { } setting ? Read(PostgresConnection.Of(setting), surroundings) : null;

    private static SchemaSnapshot? Read(PostgresConnection database, Surroundings surroundings)
    {
        using var connection = database.Open();
        try
        {
            return SnapshotReader.ReadAsync(connection, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (DatabaseException refused)
        {
            surroundings.Say($"the plan does not know its schema, so that execute cannot tell whether it has moved: {refused.Message}");
            return null;
        }
    }
}
