namespace MigrationGuard.Gate.Machine;

/// <summary>What the measurements of one window under traffic say.</summary>
public enum BakeReading
{
    /// <summary>The new version does as well as it should.</summary>
    Good,

    /// <summary>It does not.</summary>
    Bad,

    /// <summary>It cannot be told, e.g. because nobody asked for anything.</summary>
    Inconclusive,
}
