using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.DataLoss;

internal sealed class CascadeDropsDependents() : LiveRule<Operation, DependentsAnswer>(new RuleInfo("MG0332", nameof(CascadeDropsDependents))
{
    Title = "CASCADE drops more than the migration says",
    Severity = Severity.Error,
    Evidence = Evidence.LiveDatabase,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["drop-column-cascade"],
    When = "Something is dropped with CASCADE and the live database has something that depends on it and goes too",
    Effect = "Goes with it, unasked: {dependents}",
    Instead = "Leave CASCADE out and drop what may go in its own right, so that everybody sees it",
    Sources = ["https://www.postgresql.org/docs/current/ddl-depend.html"],
})
{
    private protected override IEnumerable<Question> Ask(Operation operation, StepContext step)
        => operation is DropTable { Cascade: true } or DropObject { Cascade: true } or DropColumn { Cascade: true } or DropType { Cascade: true }
            && LiveDependents.QuestionOf(operation, step) is { } question ? [question] : [];

    private protected override Finding? Judge(Operation operation, StepContext step, Question question, DependentsAnswer answer)
        => LiveDependents.Remaining(answer, step) is { Length: > 0 } dependents ? Report(step, ("dependents", dependents)) : null;
}
