namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>A request that must touch the database.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Path and query, from the root.</param>
/// <param name="Status">The status that it must have.</param>
internal sealed record ProbeSettings(string Name, string Path, int Status)
{
    /// <summary>The kind of evidence that it gives.</summary>
    public string Kind => "http:" + Name;
}
