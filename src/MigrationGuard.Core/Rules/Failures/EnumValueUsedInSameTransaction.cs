using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class EnumValueUsedInSameTransaction() : MigrationRule(new RuleInfo("MG0612", nameof(EnumValueUsedInSameTransaction))
{
    Title = "A new enum value is used before it is committed",
    Severity = Severity.Error,
    Evidence = Evidence.History,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["enum-add-value-in-tx"],
    When = "ALTER TYPE … ADD VALUE and a statement that uses the value stand in one transaction; from PostgreSQL 17 on not when the type was created in it too",
    Effect = "The migration fails here (55P04): '{value}' of {type} must be committed before it can be used",
    Instead = "Put ALTER TYPE … ADD VALUE into a migration of its own before this one",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertype.html#id-1.9.3.42.7", "measured on PostgreSQL 15 and 18: 55P04"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        var added = new List<(AddEnumValue Operation, StepContext Step)>();
        foreach (var step in migration.Steps)
        {
            if (step.Operation is AddEnumValue add)
            {
                if (step.Before.Transaction.IsOpen && !IsUsable(add, step))
                {
                    added.Add((add, step));
                }
            }
            else if (added.Find(a => a.Step.Before.Transaction.Number == step.Before.Transaction.Number && EnumUses.Uses(step, a.Operation)) is { Operation: { } used })
            {
                yield return Report(step, ("value", used.Value), ("type", used.Name));
            }
        }
    }

    private static bool IsUsable(AddEnumValue add, StepContext step)
        => step.Database.EnumValueUsableBeforeCommit
            || (step.Database.EnumValueUsableInTransactionOfItsType && step.Before.Schema.FindType(add.Name)?.Origin == step.Before.Now);
}
