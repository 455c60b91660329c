namespace MigrationGuard.Migrations;

/// <summary>The identity of a migration and its place in the history: version as the tool writes it, and a readable name.</summary>
/// <param name="Version">The version as written in the file name or attribute, e.g. <c>20240131120000</c> or <c>1.2</c>; empty when there is none.</param>
/// <param name="Name">The readable rest of the name, e.g. <c>add_handle</c>.</param>
public sealed record MigrationId(string Version, string Name)
{
    /// <summary>Version and name in one word.</summary>
    public override string ToString() => Version.Length == 0 ? Name : Name.Length == 0 ? Version : $"{Version}_{Name}";
}
