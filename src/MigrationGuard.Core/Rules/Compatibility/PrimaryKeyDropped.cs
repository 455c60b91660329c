using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class PrimaryKeyDropped() : MigrationRule(new RuleInfo("MG0247", nameof(PrimaryKeyDropped))
{
    Title = "Primary key dropped",
    Severity = Severity.Error,
    HeldInContract = true,
    Evidence = Evidence.History,
    Catalogue = ["drop-pk", "drop-pk-on-published-table"],
    When = "The primary key of a table that a live version may use is dropped, and the migration does not add one on the same columns",
    Effect = "Rows of {table} may repeat{upserts}; where {table} is published for replication, UPDATE and DELETE fail or are not passed on until rows can be told apart again",
    Instead = "Build the new unique index online, let replication use it, and change the primary key in a contract migration with both steps in one statement",
    Sources = ["https://www.postgresql.org/docs/current/sql-insert.html#SQL-ON-CONFLICT", "https://www.postgresql.org/docs/current/logical-replication-publication.html"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            if (step.Operation is DropConstraint drop && step.MayUse(drop.Of) && step.Classification.BreaksOld.Breaks && IsPrimaryKey(drop, step)
                && !Later.IsGone(migration, drop.Of) && !IsReplaced(migration, step, drop))
            {
                yield return Report(step, ("upserts", step.Database.UpsertsNeedUniqueIndex ? ", INSERT … ON CONFLICT on its columns fails (42P10)" : ""));
            }
        }
    }

    private static bool IsReplaced(MigrationContext migration, StepContext step, DropConstraint drop)
    {
        var schema = step.Before.Schema;
        return schema.Find(drop.Of)?.Constraint(drop.Name, schema.Syntax.Names)?.Definition is UniqueConstraint { Columns: { Count: > 0 } columns }
            && Later.Find<AddConstraint>(migration, step, drop.Of.Name, a => schema.Syntax.Same(a.Of, drop.Of) && a.Constraint is UniqueConstraint key
                && (key.UsingIndex is { } index
                    ? schema.FindIndex(schema.IndexKey(index, drop.Of), null) is { } used && IndexEffects.Columns(used.Definition) == columns
                    : key.Columns == columns)) is not null;
    }

    /// <summary>Whether the constraint is the primary key; one that nobody saw being created goes by the name that PostgreSQL gives it.</summary>
    internal static bool IsPrimaryKey(DropConstraint drop, StepContext step)
        => step.Before.Schema.Find(drop.Of)?.Constraint(drop.Name, step.Database.Syntax.Names) is { } known
            ? known.Definition is UniqueConstraint { IsPrimaryKey: true }
            : step.Database.ChoosesReadableNames && step.Database.Syntax.Same(drop.Name, drop.Of.Name + "_pkey");
}
