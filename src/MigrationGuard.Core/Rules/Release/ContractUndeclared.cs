using MigrationGuard.Checking;
using MigrationGuard.Classifying;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Release;

internal sealed class ContractUndeclared() : RemainderRule(new RuleInfo("MG0708", nameof(ContractUndeclared))
{
    Title = "Breaks the old version, or may, and nobody said so",
    Severity = Severity.Error,
    Evidence = Evidence.History,
    HeldInContract = true,
    When = "A statement breaks the old version, or nobody can tell (a warning then), no other rule speaks of it, and the migration is not declared a contract",
    Effect = "{why}",
    EffectInGeneral = "The old version fails or reads something else, now and after a rollback",
    Instead = "Put it into a migration of its own that {declared}, so that it waits until no live version needs what goes",
    InsteadInGeneral = "Put it into a migration of its own that is declared a contract, so that it waits until no live version needs what goes",
    Sources = ["https://martinfowler.com/bliki/ParallelChange.html"],
})
{
    internal override IEnumerable<Finding> CheckRemainder(Migration migration, IReadOnlyList<CheckedStep> steps, IReadOnlyList<Finding> found)
    {
        if (migration.Direction == Direction.Down)
        {
            yield break;
        }

        var answered = new HashSet<int>();
        foreach (var finding in found)
        {
            if (finding.Rule.AnswersCompatibility || finding.Severity == Severity.Error)
            {
                answered.Add(finding.Statement);
            }
        }

        foreach (var step in steps)
        {
            if (step.Classification is { Phase: Phase.Contract, BreaksOld.Breaks: true } verdict && step.Step.Operation is not UnreadSql
                && !HasRule(step.Step.Operation) && answered.Add(step.Step.Statement))
            {
                yield return Report(step.Step.Span, ("why", Sentence(verdict.BreaksOld.Reason)), ("declared", Told.Contract(migration))) with
                {
                    Statement = step.Step.Statement,
                    Severity = verdict.BreaksOld.Impact == Impact.Unknown ? Severity.Warning : Severity.Error,
                };
            }
        }
    }

    // Rules of their own know when these are harmless after all: behind a shim, after a tombstone, when something else takes the place.
    private static bool HasRule(Operation operation) => operation is DropTable or RenameTable or MoveTable or DropObject or RenameObject or DropConstraint
        or AddConstraint or DropType or DropIndex or DropTrigger or DropRule or SwitchTrigger;

    private static string Sentence(string reason) => reason.Length == 0 ? "The old version may fail" : char.ToUpperInvariant(reason[0]) + reason.Substring(1);
}
