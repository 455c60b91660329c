namespace MigrationGuard.Manifests;

/// <summary>What a statement is for.</summary>
public enum StatementKind
{
    /// <summary>It reads or changes rows, and the server can plan it: SELECT, INSERT, UPDATE, DELETE, MERGE, VALUES, WITH, TABLE.</summary>
    Data,

    /// <summary>It concerns the session or the transaction and no object: BEGIN, SET, LISTEN and the like.</summary>
    Session,

    /// <summary>Everything else: COPY, TRUNCATE, CALL, CREATE, ….</summary>
    Utility,
}
