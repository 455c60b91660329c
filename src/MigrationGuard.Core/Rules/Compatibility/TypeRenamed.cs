using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class TypeRenamed() : MigrationRule(new RuleInfo("MG0253", nameof(TypeRenamed))
{
    Title = "Type renamed or recomposed",
    Severity = Severity.Error,
    Evidence = Evidence.History,
    Catalogue = ["alter-rename-type"],
    When = "A type or domain that a live version may use is renamed or moved, or the attributes of a composite type change",
    Effect = "{old}; clients keep the type's name and OID from when they connected and notice only then",
    Instead = "Leave {name}, create a type of the new shape beside it, and let the new version use that in new columns",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertype.html", "https://www.npgsql.org/doc/types/enums_and_composites.html"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            var found = step.Operation switch
            {
                RenameType rename => step.MayUseType(rename.Name) && !TypeRecreated.IsPartOf(migration, rename.Name),
                AlterType alter => step.MayUseType(alter.Name) && step.Classification.BreaksOld.Breaks,
                _ => false,
            };
            if (found)
            {
                yield return Report(step);
            }
        }
    }
}
