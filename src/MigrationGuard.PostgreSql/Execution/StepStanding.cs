namespace MigrationGuard.Postgres.Execution;

/// <summary>What the catalogs say of a statement that nobody saw end.</summary>
internal enum StepStanding
{
    /// <summary>Its result is there.</summary>
    Happened,

    /// <summary>Nothing of it is there.</summary>
    Absent,

    /// <summary>It leaves nothing to look for, and can be run again without harm.</summary>
    Repeatable,

    /// <summary>A part of it is there, which has to be cleaned up before it is run again.</summary>
    Half,

    /// <summary>They do not tell.</summary>
    Unknown,
}
