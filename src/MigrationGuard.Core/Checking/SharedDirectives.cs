using MigrationGuard.Migrations;
using MigrationGuard.Rules;
using MigrationGuard.Rules.Reading;

namespace MigrationGuard.Checking;

/// <summary>
/// A comment or attribute that several migrations have, such as both directions of a class: it is complained about once, and called useless only when none of them needs it.
/// </summary>
internal static class SharedDirectives
{
    private static readonly string Unused = RuleCatalog.All.OfType<IgnoreUnused>().Single().Info.Id;

    /// <summary>Takes the complaints that are too many out of the results of those that were judged.</summary>
    public static void Settle(CheckedMigration[] results, bool[] judged, RuleSet rules)
    {
        var owners = new Dictionary<SourceSpan, List<int>>();
        for (var i = 0; i < results.Length; i++)
        {
            foreach (var directive in judged[i] ? results[i].Migration.Directives : [])
            {
                if (!owners.TryGetValue(directive.Span, out var found))
                {
                    owners.Add(directive.Span, found = []);
                }

                found.Add(i);
            }
        }

        foreach (var shared in owners.Where(static owner => owner.Value.Count > 1))
        {
            foreach (var rule in rules.Directives)
            {
                Settle(results, shared.Value, finding => finding.Span == shared.Key && ReferenceEquals(finding.Rule, rule.Info));
            }
        }
    }

    private static void Settle(CheckedMigration[] results, List<int> owners, Func<Finding, bool> isMeant)
    {
        var complaining = owners.FindAll(owner => results[owner].Findings.Any(isMeant));
        var needless = complaining.Count > 0 && complaining.Count < owners.Count && results[complaining[0]].Findings.First(isMeant).Rule.Id == Unused;
        foreach (var owner in needless ? complaining : complaining.Skip(1))
        {
            results[owner] = results[owner] with { Findings = [.. results[owner].Findings.Where(finding => !isMeant(finding))] };
        }
    }
}
