using MigrationGuard.Checking;
using MigrationGuard.Rules;

namespace MigrationGuard.Planning;

/// <summary>What the rules say of the steps of a migration, those about single steps and those about the whole.</summary>
internal sealed class MigrationFindings
{
    private readonly List<Finding> _whole = [];

    public MigrationFindings(MigrationContext migration)
    {
        foreach (var rule in RuleSet.Catalogue.Migrations)
        {
            if (RuleSet.Concerns(rule, migration.Before.Database.Kind))
            {
                _whole.AddRange(rule.CheckMigration(migration));
            }
        }
    }

    /// <summary>What they say of a step; plans only for what it says, not for what may have been meant by it.</summary>
    public List<Finding> Of(StepContext step)
    {
        var findings = new List<Finding>();
        RuleSet.Catalogue.Judge(step, findings);
        foreach (var finding in _whole)
        {
            if (finding.Statement == step.Step.Statement && finding.Span == step.Step.Span)
            {
                findings.Add(finding.Rule.Presumes ? finding with { Plan = null } : finding);
            }
        }

        return findings;
    }
}
