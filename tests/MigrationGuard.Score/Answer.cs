namespace MigrationGuard.Score;

/// <summary>What our check says to a labelled case.</summary>
internal enum Answer
{
    /// <summary>Nothing, because no rule of ours or no version of ours is asked.</summary>
    NotJudged,

    /// <summary>One of the rules that are asked complains.</summary>
    Violation,

    /// <summary>None of the rules that are asked complains, and everything was read.</summary>
    Ok,

    /// <summary>None of the rules that are asked complains, but not everything was read, which another finding says.</summary>
    Unknown,
}
