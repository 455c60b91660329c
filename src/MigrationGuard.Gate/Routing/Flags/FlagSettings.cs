namespace MigrationGuard.Gate.Routing.Flags;

/// <summary>A web server whose configuration chooses the slot by a file that is there or not, <c>FLAGS/active/green</c>.</summary>
/// <param name="Product">How people call it.</param>
/// <param name="Flags">The folder of the flags.</param>
/// <param name="Slots">The two slots.</param>
/// <param name="Status">The location that says which slot it would choose.</param>
/// <param name="FrontDoor">Where clients come in.</param>
public sealed record FlagSettings(string Product, string Flags, IReadOnlyCollection<string> Slots, Uri Status, FrontDoorSettings FrontDoor)
{
    /// <summary>How long one answer of the location may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait for somebody else's change.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
