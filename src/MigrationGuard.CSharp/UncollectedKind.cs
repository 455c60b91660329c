namespace MigrationGuard.CSharp;

/// <summary>Why a text was not collected.</summary>
public enum UncollectedKind
{
    /// <summary>It is made at run time.</summary>
    NotConstant,

    /// <summary>It is the name of a procedure, of which the driver makes a statement, or no statement at all.</summary>
    StoredProcedure,

    /// <summary>It goes to another database product.</summary>
    OtherDatabase,

    /// <summary>It belongs to a migration.</summary>
    Migration,
}
