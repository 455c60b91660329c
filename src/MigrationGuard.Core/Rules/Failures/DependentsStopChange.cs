using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class DependentsStopChange() : LiveRule<Operation, DependentsAnswer>(new RuleInfo("MG0655", nameof(DependentsStopChange))
{
    Title = "The live database has something that depends on it",
    Severity = Severity.Error,
    Evidence = Evidence.LiveDatabase,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["drop-column-cascade", "alter-type-used-by-view"],
    When = "A table, view, column or type is dropped without CASCADE, or the type of a column changes, while the live database has a view, trigger, policy, function or foreign key that depends on it",
    Effect = "The migration fails here ({error}): {dependents}",
    Instead = "Drop what depends on it before, each in its own right, and create again what is still needed",
    Sources = ["https://www.postgresql.org/docs/current/ddl-depend.html"],
})
{
    private protected override IEnumerable<Question> Ask(Operation operation, StepContext step)
        => !Cascades(operation) && LiveDependents.QuestionOf(operation, step) is { } question ? [question] : [];

    private protected override Finding? Judge(Operation operation, StepContext step, Question question, DependentsAnswer answer)
        => !IsSaid(operation, step) && LiveDependents.Remaining(operation is AlterColumnType ? new DependentsAnswer(answer.All.RemoveAll(d => d.Kind == "constraint")) : answer, step) is { Length: > 0 } dependents
            ? Report(step, ("error", operation is AlterColumnType ? "0A000" : "2BP01"), ("dependents", dependents + (operation is AlterColumnType ? " uses the column" : " needs it")))
            : null;

    private static bool Cascades(Operation operation)
        => operation is DropTable { Cascade: true } or DropObject { Cascade: true } or DropColumn { Cascade: true } or DropType { Cascade: true };

    // What the schema alone tells is said by the rules about it.
    private static bool IsSaid(Operation operation, StepContext step) => operation switch
    {
        DropTable drop => Dependents.Blocking(drop.Name, step).Count > 0,
        DropObject drop => Dependents.Blocking(drop.Name, step).Count > 0,
        DropColumn drop => Dependents.Blocking(drop, step).Count > 0,
        DropType drop => Dependents.ColumnsOf(drop.Name, step).Count > 0,
        _ => ((StepRule)RuleCatalog.Find("MG0603")!).CheckStep(step).Any(),
    };
}
