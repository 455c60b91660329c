namespace MigrationGuard.Gate.Routing.Nginx;

/// <summary>An nginx whose configuration includes a file that names the slot, and that is reloaded to change it.</summary>
/// <param name="Include">The file.</param>
/// <param name="Configuration">nginx's configuration file, which includes it.</param>
/// <param name="Slots">The slots.</param>
/// <param name="Status">The location that says which slot nginx would choose.</param>
/// <param name="FrontDoor">Where clients come in.</param>
public sealed record NginxReloadSettings(string Include, string Configuration, IReadOnlyCollection<string> Slots, Uri Status, FrontDoorSettings FrontDoor)
{
    /// <summary>The program that checks and reloads.</summary>
    public string Program { get; init; } = "nginx";

    /// <summary>How long one answer of the location may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the new workers may take until they answer.</summary>
    public TimeSpan ReloadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait for somebody else's change.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time between two looks at the workers.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(50);
}
