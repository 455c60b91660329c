using System.Globalization;
using System.Text;
using MigrationGuard.Databases;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Docs;

namespace MigrationGuard.Tests.Docs;

public sealed class FactNumbersTests
{
    private const string Begin = "<!-- facts: written by dotnet cake --target=Docs -->\n";
    private const string End = "<!-- end of facts -->";

    [Test]
    public void The_page_about_databases_has_the_numbers_of_the_code()
    {
        var page = File.ReadAllText(RepositoryFiles.Path("docs", "databases.md"));
        var start = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.That(start >= Begin.Length && start <= end, Is.True, $"docs/databases.md has lost the line {Begin} or {End}");
        var current = string.Concat(page.AsSpan(0, start), Table(), page.AsSpan(end));
        Assert.That(GeneratedFile.Difference(current, "docs", "databases.md"), Is.Null);
    }

    private static string Table()
    {
        var table = new StringBuilder("| facts | rows | measured | documented | read in the source | article | unverified | not rehearsed |\n|---|---:|---:|---:|---:|---:|---:|---:|\n");
        Append(table, "PostgreSQL", PostgreSql.Of(PostgreSql.Newest).Facts);
        Append(table, "SQL Server", SqlServer.Find(SqlServer.Versions[^1], SqlServerEditions.Enterprise)!.Facts);
        return table.ToString();
    }

    private static void Append(StringBuilder table, string product, IReadOnlyList<CostFact> facts)
    {
        table.Append(CultureInfo.InvariantCulture, $"| {product} | {facts.Count} |");
        foreach (var confidence in Enum.GetValues<Confidence>())
        {
            table.Append(CultureInfo.InvariantCulture, $" {facts.Count(f => !IsOutside(f) && f.Confidence == confidence)} |");
        }

        table.Append(CultureInfo.InvariantCulture, $" {facts.Count(IsOutside)} |\n");
    }

    // Rows that touch nothing, know nothing or cannot be run in a test; they stand in FactCoverageTests.
    private static bool IsOutside(CostFact fact)
        => fact.Unknowable || (fact.Confidence == Confidence.Measured && !fact.Source.StartsWith("measured", StringComparison.Ordinal));
}
