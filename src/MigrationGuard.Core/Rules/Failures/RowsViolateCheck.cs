using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class RowsViolateCheck() : LiveRule<Operation, RowsAnswer>(new RuleInfo("MG0653", nameof(RowsViolateCheck))
{
    Title = "Rows violate the condition that is to hold",
    Severity = Severity.Error,
    Evidence = Evidence.LiveDatabase,
    Catalogue = ["add-check-validating", "alter-domain-add-constraint"],
    When = "A CHECK of a table or domain is added or validated while rows of the live database violate it",
    Effect = "The migration fails here ({error}): {what} violate {condition}",
    Instead = "Add it NOT VALID so that no new ones come, mend those that are there in a migration of its own, then validate it{how}",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT"],
})
{
    private protected override IEnumerable<Question> Ask(Operation operation, StepContext step) => operation switch
    {
        AddConstraint { Constraint: CheckConstraint { NotValid: false, NotEnforced: false } check } add => Rows(add.Of, check, step),
        ValidateConstraint validate when step.Before.Constraint(validate.Of, validate.Name)?.Definition is CheckConstraint check => Rows(validate.Of, check, step),
        SwitchConstraint { Enable: true, WithCheck: true } enable when step.Before.Constraint(enable.Of, enable.Name)?.Definition is CheckConstraint check => Rows(enable.Of, check, step),
        AlterDomain { Change: DomainChange.AddConstraint, Constraint: CheckConstraint { NotValid: false } check } alter => Values(alter, check, step),
        AlterDomain { Change: DomainChange.ValidateConstraint } alter when CheckOf(alter, step) is { } check => Values(alter, check, step),
        _ => [],
    };

    private protected override Finding? Judge(Operation operation, StepContext step, Question question, RowsAnswer answer)
    {
        if (!answer.Found)
        {
            return null;
        }

        var (what, condition) = question is FailingRows rows ? ($"rows of {rows.Of}", rows.Condition) : ($"values of {((FailingValues)question).Domain}", ((FailingValues)question).Condition!);
        var finding = Report(step, ("error", step.Database.CodeOf(Violation.Check)), ("what", what), ("condition", condition), ("how", Present.HowToSee(answer)));
        return operation.Table is { } table ? step.Now(table, finding) : finding;
    }

    private static IEnumerable<Question> Rows(ObjectName table, CheckConstraint check, StepContext step)
        => step.NowOf(table) is { } now && step.KnowsNow(table, check.Condition) ? [new FailingRows(now, check.Condition) { MayAct = step.MayAct(check.Condition) }] : [];

    private static IEnumerable<Question> Values(AlterDomain alter, CheckConstraint check, StepContext step)
        => step.TypeNow(alter.Name) is { } type ? [new FailingValues(type, check.Condition) { MayAct = step.MayAct(check.Condition) }] : [];

    private static CheckConstraint? CheckOf(AlterDomain alter, StepContext step)
        => step.Before.Schema.FindType(alter.Name)?.Domain?.Checks.Find(c => step.Database.Syntax.Same(c.Name, alter.ConstraintName));
}
