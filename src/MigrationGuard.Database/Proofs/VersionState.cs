namespace MigrationGuard.Proofs;

/// <summary>Where an app version stands in the ledger of a database.</summary>
public enum VersionState
{
    /// <summary>Its statements are stored; it receives no traffic.</summary>
    Published,

    /// <summary>It can receive traffic now or after a rollback: nothing may break it.</summary>
    Live,

    /// <summary>It ended; nothing is kept working for it.</summary>
    Retired,
}
