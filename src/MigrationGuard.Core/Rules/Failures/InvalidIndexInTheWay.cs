using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class InvalidIndexInTheWay() : LiveRule<CreateIndex, IndexAnswer>(new RuleInfo("MG0656", nameof(InvalidIndexInTheWay))
{
    Title = "An invalid index of that name is there",
    Severity = Severity.Error,
    Evidence = Evidence.LiveDatabase,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["concurrent-index-idempotency", "concurrently-left-invalid-unique"],
    When = "An index is created whose name the live database has already, invalid, as a build that failed leaves it",
    Effect = "{index} is there and invalid, from a build that failed: {what}",
    Instead = "Drop it first, so that every run builds it",
    Sources = ["https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY"],
})
{
    private protected override IEnumerable<Question> Ask(CreateIndex operation, StepContext step)
        => operation.Name is { } name && step.NowOf(operation.Of) is { } table && !IsDropped(name, step) ? [new StateOfIndex(new ObjectName(table.Schema, name))] : [];

    private protected override Finding? Judge(CreateIndex operation, StepContext step, Question question, IndexAnswer answer)
    {
        if (answer is not { Exists: true, Valid: false })
        {
            return null;
        }

        var drop = new DropIndex(new ObjectName(operation.Of.Schema, operation.Name!)) { Concurrently = operation.Concurrently, IfExists = true };
        return Report(step, ("what", operation.IfNotExists ? "the statement keeps it, reports success, and no query ever uses it" : "the statement fails"))
            with { Suggestion = step.Sql(drop) + ";\n" + step.Sql(operation with { IfNotExists = false }) + ";" };
    }

    private static bool IsDropped(string index, StepContext step)
        => step.Migration.Steps.Any(s => s.Statement < step.Step.Statement && s.Operation is DropIndex drop && step.Database.Syntax.Same(drop.Name.Name, index));
}
