namespace MigrationGuard.Cli.Configuration.Gates.Routers;

/// <summary>Where the section of a router stands.</summary>
/// <param name="Slots">The slots of the gate.</param>
/// <param name="Folder">The folder of the configuration, absolute: relative paths are relative to it.</param>
internal sealed record RouterPlace(IReadOnlyCollection<string> Slots, string Folder);
