namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Where a statement stands.</summary>
/// <param name="Depth">Number of DO blocks and executed strings around it.</param>
/// <param name="Conditional">Whether it runs only under a condition.</param>
/// <param name="InLoop">Whether it stands in a loop.</param>
/// <param name="InBlock">Whether it is written in PL/pgSQL, where <c>SELECT … INTO</c> fills variables.</param>
internal readonly record struct Nesting(int Depth, bool Conditional, bool InLoop, bool InBlock)
{
    // Every level reads the inner text once more; the limit keeps the whole linear.
    public const int Deepest = 8;
}
