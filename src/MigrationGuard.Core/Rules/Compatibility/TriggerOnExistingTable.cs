using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class TriggerOnExistingTable() : StepRule<CreateTrigger>(new RuleInfo("MG0238", nameof(TriggerOnExistingTable))
{
    Title = "A new trigger runs for the writes of the old version too",
    Severity = Severity.Info,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["create-trigger"],
    When = "A trigger is created on a table that a live version may write; a warning when its function is known to refuse or replace writes",
    Effect = "Every write of the old version to {table} also runs {trigger}{refuses}; the statement itself waits for all open writes of {table} and lets none begin meanwhile ({lock})",
    Instead = "Let the trigger only add what the new version needs, never refuse or change what the old one writes; set a lock timeout before it",
    Sources = ["https://www.postgresql.org/docs/current/sql-createtrigger.html"],
})
{
    protected override IEnumerable<Finding> Check(CreateTrigger operation, StepContext step)
    {
        if (!step.MayUse(operation.Of) || (operation.Replace && step.Before.Schema.Find(operation.Of)?.Triggers.Exists(t => step.Database.Syntax.Same(t.Name, operation.Name)) == true))
        {
            return [];
        }

        var body = operation.Function is { } function ? step.Before.Schema.FindObject(ObjectKind.Routine, function)?.Routine?.Body : null;
        var refuses = operation.InsteadOf ? ", which replaces it"
            : body is not null && Condition.Says(body, step.Database.Syntax, "RAISE", "EXCEPTION") ? $", which can refuse it (RAISE EXCEPTION in {operation.Function})"
            : body is not null && Condition.Says(body, step.Database.Syntax, "RETURN", "NULL") && Condition.Says(new SqlExpression(operation.Definition, ExpressionKind.Other, default, default), step.Database.Syntax, "BEFORE")
                ? $", which can make it vanish (RETURN NULL in {operation.Function})"
            : "";
        var finding = Report(step, ("trigger", operation.Name), ("refuses", refuses));
        return [refuses.Length > 0 ? finding with { Severity = Severity.Warning } : finding];
    }
}
