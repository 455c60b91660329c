namespace MigrationGuard.Proofs;

/// <summary>What the database says of one statement on the schema as it is; only <see cref="Pass"/> opens anything.</summary>
public enum ProofVerdict
{
    /// <summary>It works as it did when its version was published.</summary>
    Pass,

    /// <summary>It fails, or does something else.</summary>
    Fail,

    /// <summary>It cannot be told; the reason names what would have to be looked at.</summary>
    Unknown,

    /// <summary>The server was busy: locks, resources, a cancelled query. Ask again.</summary>
    Busy,
}
