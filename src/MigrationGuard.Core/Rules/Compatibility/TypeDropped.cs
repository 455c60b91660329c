using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class TypeDropped() : MigrationRule(new RuleInfo("MG0252", nameof(TypeDropped))
{
    Title = "Type or domain dropped",
    Severity = Severity.Error,
    HeldInContract = true,
    Evidence = Evidence.History,
    Catalogue = ["enum-drop-recreate-type"],
    When = "A type or domain that a live version may use is dropped",
    Effect = "{old}, and drivers that map {name} by name do not start{columns}",
    Instead = "Move the columns to another type first, release that, and drop {name} in a contract migration",
    Sources = ["https://www.postgresql.org/docs/current/sql-droptype.html", "https://www.npgsql.org/doc/types/enums_and_composites.html"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            if (step.Operation is DropType drop && step.MayUseType(drop.Name) && !TypeRecreated.IsPartOf(migration, drop.Name))
            {
                yield return Report(step, ("columns", drop.Cascade ? Dependents.Sentence("; gone with it: ", Dependents.ColumnsOf(drop.Name, step)) : ""));
            }
        }
    }
}
