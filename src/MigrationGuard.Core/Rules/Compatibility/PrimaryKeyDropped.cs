using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class PrimaryKeyDropped() : StepRule<DropConstraint>(new RuleInfo("MG0247", nameof(PrimaryKeyDropped))
{
    Title = "Primary key dropped",
    Severity = Severity.Error,
    HeldInContract = true,
    Catalogue = ["drop-pk", "drop-pk-on-published-table"],
    When = "The primary key of a table that a live version may use is dropped",
    Effect = "INSERT … ON CONFLICT on its columns fails (42P10), rows may repeat, and where {table} is published for replication every UPDATE and DELETE fails (55000) until it has another replica identity",
    Instead = "Build the new unique index online, set it as REPLICA IDENTITY, and change the primary key in a contract migration with both steps in one statement",
    Sources = ["https://www.postgresql.org/docs/current/sql-insert.html#SQL-ON-CONFLICT", "https://www.postgresql.org/docs/current/logical-replication-publication.html"],
})
{
    protected override IEnumerable<Finding> Check(DropConstraint operation, StepContext step)
        => step.MayUse(operation.Of) && step.Classification.BreaksOld.Breaks && IsPrimaryKey(operation, step) ? [Report(step)] : [];

    /// <summary>Whether the constraint is the primary key; one that nobody saw being created goes by the name that PostgreSQL gives it.</summary>
    internal static bool IsPrimaryKey(DropConstraint drop, StepContext step)
        => step.Before.Schema.Find(drop.Of)?.Constraint(drop.Name, step.Database.Syntax.Names) is { } known
            ? known.Definition is UniqueConstraint { IsPrimaryKey: true }
            : step.Database.ChoosesReadableNames && step.Database.Syntax.Same(drop.Name, drop.Of.Name + "_pkey");
}
