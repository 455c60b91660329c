using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Locking;

internal sealed class PrimaryKeyWorksUnderLock() : StepRule<AddConstraint>(new RuleInfo("MG0133", nameof(PrimaryKeyWorksUnderLock))
{
    Title = "Adding a primary key works on every row under a lock",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["add-pk"],
    When = "A primary key is added to an existing table without USING INDEX, or with it over columns that are not known to be NOT NULL",
    Effect = "{work} under {lock}: nobody reads or writes {table} until that is done",
    Instead = "{how}",
    InsteadInGeneral = "Build a unique index online, make its columns NOT NULL without a scan, and let the primary key take the index over",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX", "measured on PostgreSQL 15 and 18: USING INDEX over nullable columns scans"],
})
{
    protected override IEnumerable<Finding> Check(AddConstraint operation, StepContext step)
    {
        if (operation.Constraint is not UniqueConstraint { IsPrimaryKey: true } key || !step.Before.IsExisting(operation.Of) || !step.Classification.Cost.SizeOfData)
        {
            return [];
        }

        return key.UsingIndex is null
            ? [Report(
                step,
                ("work", "The index of the primary key is built"),
                ("how", $"Build the unique index {step.Database.OnlineIndexOption} first, make its columns NOT NULL without a scan, and let the primary key take the index over"))
                with { Plan = ConstraintPlan.IndexFirst(operation, key, step.Before) }]
            : [Report(
                step,
                ("work", $"Every row is read to look for a NULL in the columns of {key.UsingIndex}"),
                ("how", "Make the columns NOT NULL first: add the condition NOT VALID, validate it in a later migration, then SET NOT NULL believes it"))
                with { Plan = ConstraintPlan.RequireFirst(operation, key, step.Before) }];
    }
}
