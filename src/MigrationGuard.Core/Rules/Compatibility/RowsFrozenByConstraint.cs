using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class RowsFrozenByConstraint() : LiveRule<AddConstraint, RowsAnswer>(new RuleInfo("MG0281", nameof(RowsFrozenByConstraint))
{
    Title = "Rows that nobody can change any more",
    Severity = Severity.Error,
    Evidence = Evidence.LiveDatabase,
    Catalogue = ["constraint-tightening-old-writes"],
    When = "A CHECK or NOT NULL is added NOT VALID while rows of the live database violate it",
    Effect = "Rows of {table} violate it already ({condition}): from now on every UPDATE of such a row fails ({error}), of whatever column, by the old and the new version",
    Instead = "Mend those rows first, in a migration of its own{how}",
    Sources = ["measured on PostgreSQL 15 and 18: an UPDATE of another column of a row that violates a NOT VALID CHECK fails with 23514"],
})
{
    private protected override IEnumerable<Question> Ask(AddConstraint operation, StepContext step) => operation.Constraint switch
    {
        CheckConstraint { NotValid: true, NotEnforced: false } check when step.NowOf(operation.Of) is { } table && step.KnowsNow(operation.Of, check.Condition)
            => [new FailingRows(table, check.Condition) { MayAct = step.MayAct(check.Condition) }],
        NotNullConstraint { NotValid: true } c when step.NowOf(operation.Of) is { } table && step.NowOf(operation.Of, c.Column) is { } column => [new NullRows(table, column)],
        _ => [],
    };

    private protected override Finding? Judge(AddConstraint operation, StepContext step, Question question, RowsAnswer answer) => !answer.Found ? null
        : step.Now(operation.Of, Report(
            step,
            ("condition", question is FailingRows rows ? rows.Condition : "NULL in " + ((NullRows)question).Column),
            ("error", step.Database.CodeOf(question is FailingRows ? Violation.Check : Violation.NotNull)),
            ("how", Present.HowToSee(answer))));
}
