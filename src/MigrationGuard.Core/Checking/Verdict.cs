using MigrationGuard.Classifying;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;
using MigrationGuard.Rules.Release;

namespace MigrationGuard.Checking;

/// <summary>Turns what the rules said about a migration into what the user gets: configured, held, silenced and in order.</summary>
internal sealed class Verdict(MigrationContext context, CheckOptions options, RuleSet rules, bool crowded)
{
    public CheckedMigration Of(CheckedStep[] steps, List<Finding> found)
    {
        var suppressions = Suppressions.Of(context.Migration, options.Today);
        var findings = suppressions.Filter(Configured(found));
        var needed = findings.Exists(f => f.Rule.Id == ContractStillNeeded.Id);
        var waits = Waits();
        for (var i = 0; i < findings.Count; i++)
        {
            findings[i] = waits && findings[i].Rule.HeldInContract ? findings[i] with { Severity = Severity.Info, Held = true }
                : IsUnneeded(findings[i]) ? findings[i] with { Severity = Lower(findings[i].Severity, Severity.Info) }
                : findings[i];
        }

        findings.AddRange(Configured(AboutComments(suppressions)));
        return new CheckedMigration(context.Migration, steps, Ordered(findings)) { Held = waits && !needed && !findings.Exists(f => f.Severity == Severity.Error) };
    }

    /// <summary>Whether this is a contract migration and nothing else, declared so and alone in its file.</summary>
    private bool Waits() => !crowded
        && context.Migration is { DeclaredPhase: Phase.Contract, Direction: Direction.Up }
        && PhaseGroups.Of(context) is { Mixed: false, Contract.Count: > 0 };

    /// <summary>Whether the finding is about the removal of something that no live version uses, as their manifests say.</summary>
    private bool IsUnneeded(Finding finding)
    {
        if (!finding.Rule.HeldInContract || !options.Live.Known)
        {
            return false;
        }

        foreach (var step in context.Steps)
        {
            if (step.Step.Span == finding.Span)
            {
                return Removals.Of(step) is { } removed && Removals.UsesOf(removed, step).Count == 0;
            }
        }

        return false;
    }

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
        if (context.Migration.Directives.Count == 0)
        {
            yield break;
        }

        // A rule that is switched off or needs a live database has said nothing; its ignore is not useless.
        var outcomes = suppressions.Outcomes(
            context.Migration, options.Today, rule => SeverityOf(rule) != Severity.None && rule.Evidence != Evidence.LiveDatabase);
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
        => options.SeverityIn?.Invoke(rule, context.Migration.Path) ?? (options.Severities.TryGetValue(rule.Id, out var severity) ? severity : null);

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
