using MigrationGuard.Migrations;
using MigrationGuard.Rules;
using MigrationGuard.Rules.Release;

namespace MigrationGuard.Checking;

/// <summary>Turns what the rules said about a migration into what the user gets: configured, held, silenced and in order.</summary>
internal sealed class Verdict(JudgedMigration judged, CheckOptions options, RuleSet rules, bool crowded)
{
    public CheckedMigration Of()
    {
        var suppressions = Suppressions.Of(judged.Migration, options.Today);
        var found = judged.Findings;
        foreach (var rule in rules.Remainders)
        {
            found.AddRange(rule.CheckRemainder(judged.Migration, judged.Steps, found).ToArray());
        }

        var findings = suppressions.Filter(Configured(found));
        var needed = findings.Exists(f => f.Rule.Id == ContractStillNeeded.Id);
        var waits = judged.OnlyContracts && !crowded && options.HoldsContracts;
        for (var i = 0; i < findings.Count; i++)
        {
            findings[i] = waits && findings[i].Rule.HeldInContract ? findings[i] with { Severity = Severity.Info, Held = true }
                : IsUnneeded(findings[i]) ? findings[i] with { Severity = Lower(findings[i].Severity, Severity.Info) }
                : findings[i];
        }

        findings.AddRange(Configured(AboutComments(suppressions)));
        return new CheckedMigration(judged.Migration, judged.Steps, Ordered(findings)) { Held = waits && !needed && !findings.Exists(f => f.Severity == Severity.Error) };
    }

    private bool IsUnneeded(Finding finding) => finding.Rule.HeldInContract && judged.Unneeded.Contains(finding.Span);

    private List<Finding> Configured(IEnumerable<Finding> findings)
    {
        var configured = new List<Finding>();
        foreach (var finding in findings)
        {
            var severity = SeverityOf(finding.Rule) ?? finding.Severity;
            severity = finding.NotVerified ? Lower(severity, Severity.Warning) : severity;
            if (severity != Severity.None)
            {
                configured.Add(severity == finding.Severity ? finding : finding with { Severity = severity });
            }
        }

        return configured;
    }

    private IEnumerable<Finding> AboutComments(Suppressions suppressions)
    {
        if (judged.Migration.Directives.Count == 0)
        {
            yield break;
        }

        // A rule that is switched off or needs a live database has said nothing; its ignore is not useless.
        var outcomes = suppressions.Outcomes(
            judged.Migration, options.Today, rule => SeverityOf(rule) != Severity.None && rule.Evidence != Evidence.LiveDatabase);
        foreach (var outcome in outcomes)
        {
            foreach (var rule in rules.Directives)
            {
                foreach (var finding in rule.CheckDirective(outcome))
                {
                    yield return finding;
                }
            }
        }
    }

    private Severity? SeverityOf(RuleInfo rule)
        => options.SeverityIn?.Invoke(rule, judged.Migration.Path) ?? (options.Severities.TryGetValue(rule.Id, out var severity) ? severity : null);

    private static Severity Lower(Severity severity, Severity most) => severity > most ? most : severity;

    private static Finding[] Ordered(List<Finding> findings)
    {
        var ordered = findings
            .OrderBy(f => f.Span.Start)
            .ThenBy(f => f.Rule.Id, StringComparer.Ordinal)
            .ThenBy(f => f.Effect, StringComparer.Ordinal)
            .ToList();
        for (var i = ordered.Count - 1; i > 0; i--)
        {
            if (ordered[i].Span == ordered[i - 1].Span && ordered[i].Rule.Id == ordered[i - 1].Rule.Id && ordered[i].Effect == ordered[i - 1].Effect)
            {
                ordered.RemoveAt(i);
            }
        }

        return [.. ordered];
    }
}
