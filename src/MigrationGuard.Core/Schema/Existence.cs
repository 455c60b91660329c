namespace MigrationGuard.Schema;

/// <summary>What is known about whether an object is there.</summary>
public enum Existence
{
    /// <summary>Nothing is known: the history does not begin at an empty database, or something unread came in between. Rules treat it as existing.</summary>
    Unknown,

    /// <summary>It is there.</summary>
    Exists,

    /// <summary>It is not there: the history dropped it, or began empty and never created it.</summary>
    Absent,
}
