using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Locking;

internal sealed class TypeChangeRewritesTable() : StepRule<AlterColumnType>(new RuleInfo("MG0109", nameof(TypeChangeRewritesTable))
{
    Title = "Change of type rewrites the table",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["alter-type-rewrite"],
    When = "The type of a column changes to one whose values are stored differently, or the old type is not known",
    Effect = "Every row of {table} {certainty} written anew and its indexes rebuilt under {lock} when {column} goes {from}to {type}: nobody reads or writes the table until that is done",
    Instead = "{instead}",
    InsteadInGeneral = "Add a column of the new type, keep both in step, fill it in batches, and drop the old one in a contract migration; or keep the type and let a CHECK narrow it",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES"],
})
{
    protected override IEnumerable<Finding> Check(AlterColumnType operation, StepContext step)
    {
        if (!step.Classification.Cost.Rewrites || !step.Before.IsExisting(operation.Of))
        {
            return [];
        }

        var old = step.Before.Schema.FindColumn(operation.Of, operation.Column)?.Type;
        var narrows = step.Database.ChangeOf(operation, step.Before).Fit == TypeChangeFit.Narrows;
        return
        [
            Report(
                step,
                ("certainty", old is null ? "may be" : "is"),
                ("from", old is null ? "" : $"from {old} "),
                ("instead", narrows
                    ? $"Keep the type and let a CHECK refuse what does not fit {operation.Type}, or add a column of that type beside it"
                    : $"Add a column of type {operation.Type}, keep both in step, fill it in batches, and drop {operation.Column} when no live version uses it"))
            with { Plan = HasPlan(operation, step) ? TypeChangePlan.NewColumn(operation, step.Before) : null },
        ];
    }

    // Where the change breaks a version too, that finding carries the plan.
    private static bool HasPlan(AlterColumnType operation, StepContext step)
        => step.Database.ChangeOf(operation, step.Before).Fit is TypeChangeFit.Widens or TypeChangeFit.Same or TypeChangeFit.Unknown;
}
