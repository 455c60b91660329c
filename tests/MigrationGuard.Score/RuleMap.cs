using System.Text.Json;
using MigrationGuard.Rules;
using MigrationGuard.TestKit;

namespace MigrationGuard.Score;

/// <summary>
/// Which of our rules answer another tool's rule: <c>families.json</c> names, for each family and for each rule without one, the rows of the
/// danger catalogue; the rules name theirs.
/// </summary>
internal sealed class RuleMap
{
    private readonly Dictionary<string, string[]> _rows;

    private RuleMap(Dictionary<string, string[]> rows) => _rows = rows;

    /// <summary>Reads the map of the repository.</summary>
    public static RuleMap Read()
    {
        var text = File.ReadAllText(RepositoryFiles.Path("tests", "MigrationGuard.Score", "families.json"));
        return new RuleMap(JsonSerializer.Deserialize<Dictionary<string, string[]>>(text)!);
    }

    /// <summary>The ids of our rules, or null when the map knows neither the family nor the rule.</summary>
    public IReadOnlySet<string>? RulesFor(LabelledCase labelled)
    {
        if (!(labelled.Family is { } family && _rows.TryGetValue(family, out var rows)) && !_rows.TryGetValue(Normalize(labelled.Rule), out rows))
        {
            return null;
        }

        return RuleCatalog.All.Where(rule => rule.Info.Catalogue.Intersect(rows).Any()).Select(rule => rule.Info.Id).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Tools spell the same rule <c>banCharField</c>, <c>ban-char-field</c> and <c>ban_char_field</c>.</summary>
    internal static string Normalize(string rule)
    {
        var words = string.Concat(rule.Select((c, i) => char.IsUpper(c) && i > 0 ? "-" + c : c.ToString()));
        return words.Replace('_', '-').Replace("plugin:", "", StringComparison.Ordinal).ToLowerInvariant();
    }
}
