namespace MigrationGuard.Classifying;

/// <summary>The verdict for one version of the application, with the reason in one sentence (no full stop).</summary>
/// <param name="Impact">How strong the effect is.</param>
/// <param name="Reason">What a client gets, e.g. <c>statements that name users.username fail</c>; empty for <see cref="Impact.None"/>.</param>
public readonly record struct Compatibility(Impact Impact, string Reason)
{
    /// <summary>Nothing happens to the version.</summary>
    public static Compatibility Fine => new(Impact.None, "");

    /// <summary>Whether the version must be assumed broken.</summary>
    public bool Breaks => Impact is Impact.Breaks or Impact.Unknown;

    /// <summary>A verdict that only unusual clients notice.</summary>
    public static Compatibility Note(string reason) => new(Impact.Note, reason);

    /// <summary>A verdict that breaks usual clients.</summary>
    public static Compatibility Break(string reason) => new(Impact.Breaks, reason);

    /// <summary>A verdict that could not be reached.</summary>
    public static Compatibility Unsure(string reason) => new(Impact.Unknown, reason);
}
