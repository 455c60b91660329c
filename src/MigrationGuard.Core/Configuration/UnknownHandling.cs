namespace MigrationGuard.Configuration;

/// <summary>What SQL that was not understood does to the result.</summary>
public enum UnknownHandling
{
    /// <summary>The check is undecided: exit code 2.</summary>
    Fail,

    /// <summary>It is reported only.</summary>
    Warn,
}
