using MigrationGuard.Cli.Configuration;
using MigrationGuard.Manifests;

namespace MigrationGuard.Cli.Collecting;

/// <summary>What is collected, and from where.</summary>
internal sealed record CollectRequest
{
    /// <summary>The version, without statements.</summary>
    public required StatementManifest Version { get; init; }

    /// <summary>Folders, projects, .cs and .sql files, patterns.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Manifests of the same version to add.</summary>
    public IReadOnlyList<string> Merge { get; init; } = [];

    /// <summary>The database of which pg_stat_statements is read, or null.</summary>
    public ConnectionSetting? Statistics { get; init; }

    /// <summary>How the sources write parameters.</summary>
    public PlaceholderStyle Placeholders { get; init; }

    /// <summary>What names in the code stand for that are set at run time.</summary>
    public IReadOnlyDictionary<string, string> Definitions { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the code of tests is read.</summary>
    public TestCode Tests { get; init; }
}
