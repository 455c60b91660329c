namespace MigrationGuard.Postgres.Wire;

/// <summary>The messages of a client that have an answer of their own.</summary>
internal enum AskedKind : byte
{
    /// <summary>Parse.</summary>
    Parse,

    /// <summary>Bind.</summary>
    Bind,

    /// <summary>Describe.</summary>
    Describe,

    /// <summary>Execute.</summary>
    Execute,

    /// <summary>Close.</summary>
    Close,

    /// <summary>Sync.</summary>
    Sync,

    /// <summary>Query of the simple protocol.</summary>
    Query,

    /// <summary>FunctionCall.</summary>
    Call,

    /// <summary>CopyDone and CopyFail.</summary>
    CopyEnd,
}
