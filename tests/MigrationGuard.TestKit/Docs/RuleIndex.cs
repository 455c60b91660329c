using System.Globalization;
using System.Text;
using MigrationGuard.Rules;

namespace MigrationGuard.TestKit.Docs;

/// <summary>The pages about all rules: the index and the coverage of the danger catalogue.</summary>
public static class RuleIndex
{
    /// <summary>The table of all rules, as Markdown.</summary>
    public static string Write(IEnumerable<RuleInfo> rules)
    {
        var page = new StringBuilder("# Rules\n\nGenerated from the rules themselves. `migrationguard rules ID` prints the same.\n\n| id | problem | severity | databases |\n|---|---|---|---|\n");
        foreach (var rule in rules)
        {
            var databases = rule.Databases.ToString().Replace("PostgreSql", "PostgreSQL", StringComparison.Ordinal).Replace("SqlServer", "SQL Server", StringComparison.Ordinal).Replace("All", "both", StringComparison.Ordinal);
            page.Append(CultureInfo.InvariantCulture, $"| [{rule.Id}]({rule.Id}.md) | {rule.Title} | {rule.Severity.ToString().ToLowerInvariant()} | {databases} |\n");
        }

        return page.ToString();
    }

    /// <summary>Which rule answers which row of the danger catalogue, and why the others have none, as Markdown.</summary>
    public static string WriteCoverage(IReadOnlyList<CatalogueRow> rows, IReadOnlyList<RuleInfo> rules)
    {
        var page = new StringBuilder("# Coverage of the danger catalogue\n\n");
        var answered = rows.Count(row => row.LeftOut.Length == 0);
        page.Append(CultureInfo.InvariantCulture, $"{answered} of {rows.Count} rows are answered by rules; the others stand below with the reason. Generated from `eng/rules/rows.tsv` and the rules.\n\n");
        page.Append("| row | what it is about | rules, or why there is none |\n|---|---|---|\n");
        foreach (var row in rows)
        {
            var answers = rules.Where(rule => rule.Catalogue.Contains(row.Id)).Select(rule => $"[{rule.Id}]({rule.Id}.md)");
            page.Append(CultureInfo.InvariantCulture, $"| {row.Id} | {row.About.Replace("|", "\\|", StringComparison.Ordinal)} | {(row.LeftOut.Length > 0 ? row.LeftOut : string.Join(", ", answers))} |\n");
        }

        return page.ToString();
    }
}
