namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>A row that a statement wrote.</summary>
/// <param name="Removed">Whether it is gone.</param>
/// <param name="Columns">All columns of its table.</param>
/// <param name="Values">The columns that changed, sorted, with their new values as JSON.</param>
internal sealed record ChangedRow(bool Removed, IReadOnlySet<string> Columns, IReadOnlyList<(string Column, string Value)> Values)
{
    public IEnumerable<(string Column, string Value)> Only(IReadOnlySet<string> columns) => Values.Where(value => columns.Contains(value.Column));
}
