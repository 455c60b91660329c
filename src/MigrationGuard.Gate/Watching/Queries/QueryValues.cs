using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Watching.Queries;

/// <summary>What the placeholders of a query stand for.</summary>
/// <param name="New">The version that is watched.</param>
/// <param name="Old">The one that it is compared with.</param>
/// <param name="Window">How long is measured.</param>
public sealed record QueryValues((string Slot, string Version) New, (string Slot, string Version) Old, TimeSpan Window)
{
    /// <summary>The name of the only placeholder that is a time.</summary>
    public const string WindowName = "window";

    /// <summary>The names of all placeholders.</summary>
    public static IReadOnlyList<string> Names { get; } = ["slot", "version", "otherSlot", "otherVersion", WindowName];

    /// <summary>Those of a release.</summary>
    public static QueryValues Of(ReleaseRecord release, TimeSpan window) => new((release.New.Slot, release.New.Version), (release.Old.Slot, release.Old.Version), window);

    /// <summary>The text of a placeholder; null for one that there is not, and for the window.</summary>
    public string? Text(string name) => name switch
    {
        "slot" => New.Slot,
        "version" => New.Version,
        "otherSlot" => Old.Slot,
        "otherVersion" => Old.Version,
        _ => null,
    };
}
