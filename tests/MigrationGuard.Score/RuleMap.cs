using System.Text.Json;
using MigrationGuard.Rules;
using MigrationGuard.TestKit;

namespace MigrationGuard.Score;

/// <summary>
/// Which of our rules answer another tool's rule. <c>families.json</c> names them by the rule or, for rules that it does not know, by the family:
/// as a row of the danger catalogue (every rule that answers the row), as an id, or as <c>id: text</c> for findings whose effect contains the text.
/// An empty list means that none of our rules speaks of it.
/// </summary>
internal sealed class RuleMap
{
    private readonly Dictionary<string, string[]> _entries;

    private RuleMap(Dictionary<string, string[]> entries) => _entries = entries;

    /// <summary>Everything that the map names.</summary>
    public IEnumerable<string> Names => _entries.Values.SelectMany(names => names).Distinct(StringComparer.Ordinal);

    /// <summary>Reads the map of the repository.</summary>
    public static RuleMap Read()
    {
        var text = File.ReadAllText(RepositoryFiles.Path("tests", "MigrationGuard.Score", "families.json"));
        return new RuleMap(JsonSerializer.Deserialize<Dictionary<string, string[]>>(text)!);
    }

    /// <summary>What answers the case; empty when none of our rules speaks of it, null when the map knows neither the rule nor the family.</summary>
    public IReadOnlyList<string>? NamesFor(LabelledCase labelled)
        => _entries.TryGetValue(Normalize(labelled.Rule), out var names) || (labelled.Family is { } family && _entries.TryGetValue(family, out names))
            ? Array.FindAll(names, name => RuleCatalog.All.Any(rule => Stands(rule.Info, IdOf(name))))
            : null;

    /// <summary>Whether the finding is the one that a name of the map stands for.</summary>
    public static bool IsNamed(Finding finding, string name)
    {
        var id = IdOf(name);
        return Stands(finding.Rule, id) && (id.Length == name.Length || finding.Effect.Contains(name[(id.Length + 2)..], StringComparison.Ordinal));
    }

    private static string IdOf(string name) => name.Split(": ")[0];

    private static bool Stands(RuleInfo rule, string id) => rule.Id == id || rule.Catalogue.Contains(id);

    /// <summary>Tools spell the same rule <c>banCharField</c>, <c>ban-char-field</c> and <c>ban_char_field</c>.</summary>
    internal static string Normalize(string rule)
    {
        var words = string.Concat(rule.Select((c, i) => char.IsUpper(c) && i > 0 ? "-" + c : c.ToString()));
        return words.Replace('_', '-').Replace("plugin:", "", StringComparison.Ordinal).ToLowerInvariant();
    }
}
