using System.Globalization;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Databases;

namespace MigrationGuard.Cli.Checking;

/// <summary>The servers that settings stand for.</summary>
internal static class Servers
{
    /// <summary>Refuses settings that contradict each other or name no server.</summary>
    /// <exception cref="UsageException">They do.</exception>
    public static void Verify(Settings settings)
    {
        if (settings.Database is { } database)
        {
            Candidates(database.Value, settings);
        }
        else if ((settings.DatabaseVersion?.Origin ?? settings.Edition?.Origin) is { } origin)
        {
            throw new UsageException($"{origin}: a version or edition needs the database too; add --database postgresql or --database sqlserver");
        }
    }

    /// <summary>The servers that migrations for the product may run on.</summary>
    /// <exception cref="UsageException">There is no such version or edition.</exception>
    public static IReadOnlyList<Database> Candidates(DatabaseKinds product, Settings settings)
    {
        var word = product == DatabaseKinds.PostgreSql ? "postgresql" : "sqlserver";
        var version = settings.DatabaseVersion?.Value.ToString(CultureInfo.InvariantCulture);
        var candidates = DatabaseCandidates.TryCreate(word, version, settings.Edition?.Value, out var error);
        return candidates is not null ? candidates.All
            : throw new UsageException($"{(error!.Contains("edition", StringComparison.OrdinalIgnoreCase) ? settings.Edition : null)?.Origin ?? settings.DatabaseVersion?.Origin}: {error}");
    }
}
