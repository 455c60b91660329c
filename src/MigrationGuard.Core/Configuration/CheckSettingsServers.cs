using System.Globalization;
using MigrationGuard.Databases;

namespace MigrationGuard.Configuration;

/// <summary>The servers that settings stand for.</summary>
public static class CheckSettingsServers
{
    /// <summary>Refuses settings that contradict each other or name no server.</summary>
    /// <exception cref="ConfigurationException">They do.</exception>
    public static void Verify(this CheckSettings settings)
    {
        if (settings.Database is { } database)
        {
            settings.Candidates(database.Value);
        }
        else if ((settings.DatabaseVersion?.Origin ?? settings.Edition?.Origin) is { } origin)
        {
            throw new ConfigurationException("a version or edition needs the database too; add --database postgresql or --database sqlserver", origin);
        }
    }

    /// <summary>The servers that migrations for the product may run on.</summary>
    /// <exception cref="ConfigurationException">There is no such version or edition.</exception>
    public static IReadOnlyList<Database> Candidates(this CheckSettings settings, DatabaseKinds product)
    {
        var word = product == DatabaseKinds.PostgreSql ? "postgresql" : "sqlserver";
        var version = settings.DatabaseVersion?.Value.ToString(CultureInfo.InvariantCulture);
        var candidates = DatabaseCandidates.TryCreate(word, version, settings.Edition?.Value, out var error);
        return candidates is not null ? candidates.All
            : throw new ConfigurationException(error!, (error!.IndexOf("edition", StringComparison.OrdinalIgnoreCase) >= 0 ? settings.Edition?.Origin : null) ?? settings.DatabaseVersion?.Origin ?? "database");
    }
}
