namespace MigrationGuard.CSharp.Reading;

/// <summary>What calls begin with.</summary>
internal enum RootKind
{
    /// <summary>The migration itself, of FluentMigrator: its members are the roots.</summary>
    Migration,

    /// <summary>A builder: its methods are the first links.</summary>
    Builder,

    /// <summary>The context of a migration: what it executes can be added to it.</summary>
    Context,

    /// <summary>A connection to the database: SQL is sent with it.</summary>
    Connection,

    /// <summary>A command of a connection: its text is SQL that is sent.</summary>
    Command,

    /// <summary>A transaction of a connection.</summary>
    Transaction,
}
