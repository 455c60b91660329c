namespace MigrationGuard.Gate.Running;

/// <summary>What can be asked about a release without doing anything.</summary>
public enum ReleaseQuestion
{
    /// <summary>Could it switch now?</summary>
    Switch,

    /// <summary>Could it go back now?</summary>
    Rollback,

    /// <summary>Could what only the old version needed be removed now?</summary>
    Contract,
}
