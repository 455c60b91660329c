namespace MigrationGuard.Databases;

/// <summary>What an operation reads of the existing data while it holds its locks.</summary>
public enum ScanKind
{
    /// <summary>Nothing: only catalogs are touched.</summary>
    None,

    /// <summary>The whole table.</summary>
    Table,

    /// <summary>The table and the one it refers to.</summary>
    BothTables,

    /// <summary>Another table than the one that is named: the default partition, every table that uses a domain.</summary>
    OtherTable,
}
