namespace MigrationGuard.Gate.Routing.Nginx;

/// <summary>An nginx whose configuration chooses the slot by a file that is there or not: <c>if (-f FLAGS/active/green)</c>.</summary>
/// <param name="Flags">The folder of the flags.</param>
/// <param name="Slots">The two slots.</param>
/// <param name="Status">The location that says which slot nginx would choose.</param>
/// <param name="FrontDoor">Where clients come in.</param>
public sealed record NginxSettings(string Flags, IReadOnlyCollection<string> Slots, Uri Status, FrontDoorSettings FrontDoor)
{
    /// <summary>How long one answer of the location may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait for somebody else's change.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
