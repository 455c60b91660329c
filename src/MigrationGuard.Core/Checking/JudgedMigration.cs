using MigrationGuard.Classifying;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;
using MigrationGuard.Rules.Release;

namespace MigrationGuard.Checking;

/// <summary>What is kept of a migration that one candidate has simulated and judged; its states are let go.</summary>
/// <param name="Migration">The migration.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Findings">What the rules said.</param>
internal sealed record JudgedMigration(Migration Migration, CheckedStep[] Steps, List<Finding> Findings)
{
    /// <summary>Whether it is declared a contract migration and is nothing else.</summary>
    public bool OnlyContracts { get; private init; }

    /// <summary>The places of the steps that remove what no live version uses, as their manifests say.</summary>
    public IReadOnlyCollection<SourceSpan> Unneeded { get; private init; } = [];

    public static JudgedMigration Of(MigrationContext context, List<Finding> findings)
    {
        var steps = new CheckedStep[context.Steps.Count];
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = new CheckedStep(context.Steps[i].Step, context.Steps[i].Classification);
        }

        return new JudgedMigration(context.Migration, steps, findings)
        {
            OnlyContracts = context.Migration is { DeclaredPhase: Phase.Contract, Direction: Direction.Up }
                && PhaseGroups.Of(context) is { Mixed: false, Contract.Count: > 0 },
            Unneeded = context.Steps.Count > 0 && context.Steps[0].Live is { Known: true, Complete: true } ? UnneededOf(context.Steps) : [],
        };
    }

    private static HashSet<SourceSpan> UnneededOf(IReadOnlyList<StepContext> steps)
    {
        var (unneeded, seen) = (new HashSet<SourceSpan>(), new HashSet<SourceSpan>());
        foreach (var step in steps)
        {
            if (seen.Add(step.Step.Span) && Removals.Of(step) is { } removed && Removals.UsesOf(removed, step).Count == 0)
            {
                unneeded.Add(step.Step.Span);
            }
        }

        return unneeded;
    }
}
