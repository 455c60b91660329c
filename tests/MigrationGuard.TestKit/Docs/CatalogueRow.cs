namespace MigrationGuard.TestKit.Docs;

/// <summary>A row of the danger catalogue (<c>eng/rules/rows.tsv</c>).</summary>
/// <param name="Id">The id that rules name in their <c>Catalogue</c>.</param>
/// <param name="About">What it is about.</param>
/// <param name="LeftOut">Why no rule answers it; empty when one does.</param>
public sealed record CatalogueRow(string Id, string About, string LeftOut)
{
    /// <summary>All rows.</summary>
    public static IReadOnlyList<CatalogueRow> All() =>
    [
        .. File.ReadLines(RepositoryFiles.Path("eng", "rules", "rows.tsv"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .Select(cells => new CatalogueRow(cells[0], cells[1], cells.Length > 2 ? cells[2].Trim() : "")),
    ];
}
