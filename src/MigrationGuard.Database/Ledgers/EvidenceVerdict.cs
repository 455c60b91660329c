namespace MigrationGuard.Ledgers;

/// <summary>What a piece of evidence says; only <see cref="Pass"/> opens anything.</summary>
public enum EvidenceVerdict
{
    /// <summary>It was checked and is in order.</summary>
    Pass,

    /// <summary>It was checked and is not in order.</summary>
    Fail,

    /// <summary>It was not checked, not to the end, or not of what counts.</summary>
    Unknown,

    /// <summary>It was in order, too long ago.</summary>
    Expired,
}
