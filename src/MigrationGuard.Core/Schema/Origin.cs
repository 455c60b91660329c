namespace MigrationGuard.Schema;

/// <summary>When an object came into being, in the numbering of the simulation; 0 stands for before the history.</summary>
/// <param name="Migration">Number of the migration, from 1.</param>
/// <param name="Transaction">Number of the transaction, from 1, counted over the whole history.</param>
public readonly record struct Origin(int Migration, int Transaction)
{
    /// <summary>The object was there before the history, or is only assumed to be.</summary>
    public static Origin BeforeHistory => default;
}
