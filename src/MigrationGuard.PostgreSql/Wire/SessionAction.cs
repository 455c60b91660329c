namespace MigrationGuard.Postgres.Wire;

/// <summary>What a statement does to its session.</summary>
internal enum SessionAction
{
    /// <summary>Nothing: it reads or writes.</summary>
    None,

    /// <summary>Nothing that changes how later statements are read: BEGIN, LISTEN, ….</summary>
    Nothing,

    /// <summary>Sets a setting.</summary>
    Set,

    /// <summary>Sets a setting until the transaction ends.</summary>
    SetLocal,

    /// <summary>Sets all settings back.</summary>
    ResetAll,

    /// <summary>DISCARD ALL.</summary>
    Discard,

    /// <summary>Forgets a prepared statement, or all.</summary>
    Deallocate,

    /// <summary>PREPARE in SQL: the name stands for something that the protocol does not show.</summary>
    Prepare,

    /// <summary>ROLLBACK TO.</summary>
    RollbackTo,

    /// <summary>Reads or writes, and sets something by set_config.</summary>
    SetConfig,
}
