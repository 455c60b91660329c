namespace MigrationGuard.Databases;

/// <summary>A lock in a fact: which relations, seen from the operation, in which mode.</summary>
/// <param name="On">The relations.</param>
/// <param name="Mode">The mode.</param>
public sealed record FactLock(LockTarget On, LockMode Mode);

/// <summary>The relations that an operation touches, seen from the operation.</summary>
public enum LockTarget
{
    /// <summary>The table that is named.</summary>
    Table,

    /// <summary>The table that is named, its partitions and the tables that inherit from it.</summary>
    Tree,

    /// <summary>The table that is named and its partitions, but not what merely inherits from it.</summary>
    Partitions,

    /// <summary>The object that is named: index, view, sequence, or the schema as a whole.</summary>
    Named,

    /// <summary>All tables that are named.</summary>
    Listed,

    /// <summary>The table of the index that is named, and its partitions.</summary>
    IndexedTable,

    /// <summary>The tables that the foreign keys concerned refer to.</summary>
    Referenced,

    /// <summary>The tables whose foreign keys refer to the table.</summary>
    Referencing,

    /// <summary>The partitioned table or the inheritance parents.</summary>
    Parents,

    /// <summary>The partition that is attached or detached.</summary>
    Partition,

    /// <summary>The default partition of the partitioned table.</summary>
    DefaultPartition,

    /// <summary>The tables that have a column of the type or domain.</summary>
    TypeUsers,

    /// <summary>The tables that are read or whose definition is copied.</summary>
    Sources,

    /// <summary>Every known table of the schema, or of the database.</summary>
    Everything,
}
