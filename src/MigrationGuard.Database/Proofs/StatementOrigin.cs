namespace MigrationGuard.Proofs;

/// <summary>Where a statement comes from: <c>Orders/UserStore.cs:42</c>.</summary>
/// <param name="File">The file, relative to the repository, or the name of another source (<c>pg_stat_statements</c>).</param>
/// <param name="Line">The line from 1; null where there are no lines.</param>
public sealed record StatementOrigin(string File, int? Line)
{
    /// <summary>The place as editors and terminals read it.</summary>
    public override string ToString() => Line is { } line ? FormattableString.Invariant($"{File}:{line}") : File;
}
