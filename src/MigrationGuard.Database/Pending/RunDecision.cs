namespace MigrationGuard.Pending;

/// <summary>Whether a pending run may begin.</summary>
public enum RunDecision
{
    /// <summary>Nothing speaks against it.</summary>
    Run,

    /// <summary>A danger was found: it would break a live version, or the server's work.</summary>
    Refused,

    /// <summary>Nobody can tell: something was not understood, or not known. The policy decides.</summary>
    Unknown,

    /// <summary>The database of the guard does not answer. The policy decides.</summary>
    Unreachable,
}
