namespace MigrationGuard.Ledgers;

/// <summary>What a release means for other releases of its service and database.</summary>
public enum ReleaseStanding
{
    /// <summary>It changes something or can go back: no other release starts.</summary>
    Underway,

    /// <summary>Its new version is the one to start from; what is left of it is removing what nobody needs.</summary>
    Settled,

    /// <summary>It ended without effect on the version to start from.</summary>
    Withdrawn,
}
