namespace MigrationGuard.Gate.Verification;

/// <summary>What is asked of the slots.</summary>
public sealed record HttpEvidenceSettings
{
    /// <summary>The slots by the names that the router uses.</summary>
    public required IReadOnlyDictionary<string, SlotDoor> Slots { get; init; }

    /// <summary>The requests.</summary>
    public required IReadOnlyList<HttpProbe> Probes { get; init; }

    /// <summary>The header by which an answer names its version; <c>X-Release</c> by default.</summary>
    public string ReleaseHeader { get; init; } = "X-Release";

    /// <summary>How often each request is sent; every time it has to touch the database, so that work in the background is not taken for it. 3 by default.</summary>
    public int Samples { get; init; } = 3;
}
