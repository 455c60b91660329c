namespace MigrationGuard.Manifests;

/// <summary>Where a statement was found.</summary>
/// <param name="File">A source file as the user names it, with forward slashes, or <c>pg_stat_statements</c>.</param>
/// <param name="Line">The line on which the statement begins, counted from 1; null when the source has no lines.</param>
/// <param name="Member">The type and member that holds it, such as <c>UserStore.Find</c>; of pg_stat_statements the query id.</param>
public sealed record StatementOrigin(string File, int? Line = null, string? Member = null)
{
    /// <summary>Such as <c>Orders/UserStore.cs:42</c>.</summary>
    public override string ToString() => Line is { } line ? FormattableString.Invariant($"{File}:{line}") : Member is null ? File : $"{File} {Member}";
}
