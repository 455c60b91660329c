namespace MigrationGuard.Migrations;

/// <summary>How the tool that runs a migration wraps it.</summary>
public enum TransactionMode
{
    /// <summary>The runner opens one transaction around the whole migration (also: sends it as one multi-statement batch).</summary>
    Single,

    /// <summary>The runner opens no transaction: each statement commits by itself unless the migration says BEGIN.</summary>
    None,
}
