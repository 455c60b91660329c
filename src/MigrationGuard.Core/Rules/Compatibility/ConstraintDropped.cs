using MigrationGuard.Classifying;
using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class ConstraintDropped() : MigrationRule(new RuleInfo("MG0246", nameof(ConstraintDropped))
{
    Title = "Constraint dropped",
    Severity = Severity.Warning,
    HeldInContract = true,
    Evidence = Evidence.History,
    Catalogue = ["drop-constraint"],
    When = "A CHECK, FOREIGN KEY, UNIQUE or EXCLUDE constraint that a live version may rely on is dropped, and the migration does not put an equal or stricter one in its place; an error for UNIQUE",
    Effect = "{old}; after a rollback the old version meets them{locks}",
    Instead = "Keep {constraint} while the old version is live: if the new version must write such rows, make the old one able to read them first; drop it in a contract migration",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-CONSTRAINT", "measured on PostgreSQL 15 and 18: dropping a foreign key locks both tables (ACCESS EXCLUSIVE)"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            switch (step.Operation)
            {
                case DropConstraint drop when step.MayUse(drop.Of) && step.Classification.BreaksOld.Breaks && !IsDefault(drop, step) && !PrimaryKeyDropped.IsPrimaryKey(drop, step):
                    var dropped = Find(drop, step)?.Definition;
                    if (!IsReplaced(migration, step, drop, dropped) && !IsMoot(migration, drop, dropped))
                    {
                        var finding = Report(step, ("locks", Locks(dropped)));
                        yield return dropped is UniqueConstraint ? finding with { Severity = Severity.Error } : finding;
                    }

                    break;
                case AlterDomain { Change: DomainChange.DropConstraint } alter when step.MayUseType(alter.Name):
                    yield return Report(step, ("locks", ""));
                    break;
                default:
                    break;
            }
        }
    }

    private static string Locks(ConstraintDefinition? dropped) => dropped is ForeignKeyConstraint key ? $"; the statement locks {key.Referenced} too" : "";

    private static TableConstraint? Find(DropConstraint drop, StepContext step)
        => step.Before.Schema.Find(drop.Of)?.Constraint(drop.Name, step.Database.Syntax.Names);

    // SQL Server names a default DF__…, and nearly everybody else DF_….
    private static bool IsDefault(DropConstraint drop, StepContext step)
        => drop.DefaultOf is not null
            || step.Before.Schema.Find(drop.Of)?.Columns.Exists(c => step.Database.Syntax.Same(c.DefaultName, drop.Name)) == true
            || (!step.Database.ChoosesReadableNames && Find(drop, step) is null && drop.Name.StartsWith("DF_", StringComparison.OrdinalIgnoreCase));

    // With its table, the table it refers to or all its columns the constraint has to go, and the rules about those speak.
    private static bool IsMoot(MigrationContext migration, DropConstraint drop, ConstraintDefinition? dropped)
    {
        EquatableList<string> columns = dropped switch
        {
            ForeignKeyConstraint key => key.Columns,
            UniqueConstraint key => key.Columns,
            _ => default,
        };
        var schema = migration.After.Schema;
        return Later.IsGone(migration, drop.Of)
            || (dropped is ForeignKeyConstraint { Referenced: var referenced } && Later.IsGone(migration, referenced))
            || (columns.Count > 0 && !columns.Exists(c => schema.ExistenceOf(drop.Of, c) != Existence.Absent));
    }

    private static bool IsReplaced(MigrationContext migration, StepContext step, DropConstraint drop, ConstraintDefinition? dropped)
    {
        var syntax = step.Database.Syntax;
        return Later.Find<AddConstraint>(migration, step, drop.Of.Name, a => syntax.Same(a.Of, drop.Of) && (dropped, a.Constraint) switch
        {
            (null, { } added) => syntax.Same(added.Name, drop.Name),
            (CheckConstraint old, CheckConstraint added) => PlainForms.IsWider(old.Condition, added.Condition, syntax),
            (ForeignKeyConstraint old, ForeignKeyConstraint added) => Replaced.By(added, old, syntax),
            (UniqueConstraint old, UniqueConstraint added) => added.UsingIndex is not null || old.Columns == added.Columns,
            _ => false,
        }) is not null;
    }
}
