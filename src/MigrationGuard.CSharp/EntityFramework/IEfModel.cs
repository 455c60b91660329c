namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>What is known of the tables behind a migration.</summary>
internal interface IEfModel
{
    /// <summary>The table with its columns and keys; null when it is not known.</summary>
    EfTable? Find(EfName table);

    /// <summary>The indexes of a table.</summary>
    IReadOnlyList<EfIndex> Indexes(EfName table);
}
