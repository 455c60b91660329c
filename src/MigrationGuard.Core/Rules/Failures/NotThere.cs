using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class NotThere() : StepRule<Operation>(new RuleInfo("MG0661", nameof(NotThere))
{
    Title = "The live database does not have it",
    Severity = Severity.Warning,
    Evidence = Evidence.LiveDatabase,
    When = "A table or column is changed or dropped that the live database does not have and that nothing before made",
    Effect = "The live database has no {what}, and no migration before this statement makes one: the statement fails, unless it says IF EXISTS",
    Instead = "See whether this is the right database, role and search path, and whether the migrations before this one have run there",
    Sources = ["https://www.postgresql.org/docs/current/errcodes-appendix.html"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
        => step is { Observed: not null, Step.Conditional: false } && Missing.In(step) is { } what && !MayBeMade(step) ? [Report(step, ("what", what))] : [];

    // A function that is called before may create anything.
    private static bool MayBeMade(StepContext step)
        => step.Migration.Steps.Any(s => s.Statement < step.Step.Statement && s.Operation is Query query && step.MayAct(query.Text));
}
