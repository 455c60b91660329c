namespace MigrationGuard.Ledgers;

/// <summary>What an entry of the journal stands for.</summary>
public enum JournalKind
{
    /// <summary>Something is about to be done; it may have happened or not.</summary>
    Intent,

    /// <summary>It was done, and this is what came of it.</summary>
    Effect,

    /// <summary>Something was seen or asked for.</summary>
    Observation,
}
