namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Where a statement stands.</summary>
/// <param name="Depth">Number of DO blocks and executed strings around it.</param>
/// <param name="Conditional">Whether it runs only under a condition.</param>
/// <param name="InLoop">Whether it stands in a loop.</param>
/// <param name="InBlock">Whether it is written in PL/pgSQL, where <c>SELECT … INTO</c> fills variables.</param>
internal readonly record struct Nesting(int Depth, bool Conditional, bool InLoop, bool InBlock)
{
    /// <summary>Whether placeholders stand in the code for what is only known at run time.</summary>
    public bool HasPlaceholders { get; init; }

    // Every level reads the inner text once more; the limit keeps the whole linear.
    public const int Deepest = 8;
}
