using MigrationGuard.Classifying;
using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class ConstraintRefusesOldWrites() : StepRule<Operation>(new RuleInfo("MG0245", nameof(ConstraintRefusesOldWrites))
{
    Title = "A new constraint refuses what the old version writes",
    Severity = Severity.Error,
    HeldInContract = true,
    Fix = FixKind.Plan,
    Catalogue = ["constraint-tightening-old-writes", "fk-conflicting-delete-order", "add-fk-validating", "add-check-validating", "add-unique-constraint", "alter-domain-add-constraint"],
    When = "A CHECK, FOREIGN KEY, UNIQUE, PRIMARY KEY, EXCLUDE or NOT NULL comes to a table that a live version writes, NOT VALID or not; not when the same was demanded before, nor when it speaks only of columns of this release that the old version leaves alone",
    Effect = "{effect}",
    Instead = "Let the new version keep to it, count the rows that break it until none comes any more, and add it in a contract migration when no older version is live{how}",
    EffectInGeneral = "INSERT and UPDATE of the old version fail for rows that the constraint refuses; a NOT VALID constraint refuses them too",
    Sources =
    [
        "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT",
        "measured on PostgreSQL 15 and 18: a NOT VALID constraint is enforced for every new row version at once",
    ],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
    {
        if (!step.Classification.BreaksOld.Breaks)
        {
            return [];
        }

        return operation switch
        {
            AddConstraint add when step.MayUse(add.Of) && Effects.Of(add, step) is { } effect
                => [Report(step, ("effect", effect), ("how", HowElse(add.Constraint, step.Database))) with { Plan = IsPlanned(add, step) ? null : PlanFor(add, step) }],
            AlterDomain { Change: DomainChange.AddConstraint or DomainChange.SetNotNull } alter when step.MayUseType(alter.Name)
                => [Report(step, ("effect", $"INSERT and UPDATE of the old version fail for values of type {alter.Name} that {Demand(alter)} refuses, in every column of that type{Dependents.Sentence(": ", Dependents.ColumnsOf(alter.Name, step))}"), ("how", ""))],
            _ => [],
        };
    }

    // The rule about the lock of the same statement shows the same plan.
    private static bool IsPlanned(AddConstraint add, StepContext step)
        => step.Database.ValidatesOnline && step.Classification.Cost.SizeOfData && add.Constraint is not ExclusionConstraint;

    private static string Demand(AlterDomain alter) => alter.Constraint is CheckConstraint check ? $"CHECK ({check.Condition})" : "NOT NULL";

    private static string HowElse(ConstraintDefinition constraint, Database database) => constraint switch
    {
        ForeignKeyConstraint { InitiallyDeferred: false } when database.ValidatesOnline => "; DEFERRABLE INITIALLY DEFERRED lets a version delete the parent first in one transaction",
        CheckConstraint or NotNullConstraint when database.ValidatesOnline => ", NOT VALID first and VALIDATE in the next one",
        _ => "",
    };

    private static Plan? PlanFor(AddConstraint add, StepContext step) => add.Constraint switch
    {
        CheckConstraint or NotNullConstraint or ForeignKeyConstraint when step.Database.ValidatesOnline => ConstraintPlan.ValidateLater(add, Phase.Contract, step.Before),
        UniqueConstraint { UsingIndex: null } key when step.Database.HasOnlineIndex && step.Database.ValidatesOnline => ConstraintPlan.IndexFirst(add, key, step.Before),
        _ => null,
    };

    /// <summary>What happens to the old version, by the kind of constraint.</summary>
    private static class Effects
    {
        public static string? Of(AddConstraint add, StepContext step) => add.Constraint switch
        {
            CheckConstraint check => OfCheck(add.Of, check, step.Database),
            ForeignKeyConstraint key => ForeignKeyActionChanged.Replaces(add.Of, key, step) is null ? OfForeignKey(add.Of, key, step.Database) : null,
            UniqueConstraint key => OfKey(add.Of, key, step.Database),
            ExclusionConstraint => $"INSERT and UPDATE of {add.Of} by the old version fail for rows that conflict with another one by {add.Constraint.Name ?? "the constraint"} ({step.Database.CodeOf(Violation.Exclusion)})",
            NotNullConstraint notNull => $"INSERT and UPDATE of {add.Of} by the old version that leave {notNull.Column} NULL fail ({step.Database.CodeOf(Violation.NotNull)}){(notNull.NotValid ? ", although existing rows are not checked" : "")}",
            _ => null,
        };

        private static string OfCheck(ObjectName table, CheckConstraint check, Database database)
            => $"INSERT and UPDATE of {table} by the old version fail for rows that do not satisfy {check.Condition} ({database.CodeOf(Violation.Check)})"
                + (check.NotValid ? "; existing rows are spared only until somebody updates them, even in another column" : "; the statement itself fails if there is such a row already");

        private static string OfForeignKey(ObjectName table, ForeignKeyConstraint key, Database database)
        {
            var columns = string.Join(", ", key.Columns);
            var deletes = ForeignKeyActionChanged.Describe(key.OnDelete) is { } action
                ? $"its DELETEs from {key.Referenced} {action} rows of {table}"
                : $"so do its DELETEs from {key.Referenced} while rows of {table} refer to them, also when it deletes the parent first";
            return $"INSERT and UPDATE of {table} by the old version fail for a {columns} that is not in {key.Referenced} ({database.CodeOf(Violation.ForeignKey)}){(key.NotValid ? ", although existing rows are not checked" : "")}, and {deletes}";
        }

        private static string OfKey(ObjectName table, UniqueConstraint key, Database database) => (key.UsingIndex, key.IsPrimaryKey) switch
        {
            ({ } index, _) => $"INSERT and UPDATE of {table} by the old version that leave a column of {index} NULL fail ({database.CodeOf(Violation.NotNull)})",
            (_, true) => $"INSERT and UPDATE of {table} by the old version that repeat {string.Join(", ", key.Columns)} ({database.CodeOf(Violation.Unique)}) or leave it NULL ({database.CodeOf(Violation.NotNull)}) fail",
            _ => $"INSERT and UPDATE of {table} by the old version that repeat {string.Join(", ", key.Columns)} fail ({database.CodeOf(Violation.Unique)})",
        };
    }
}
