using MigrationGuard.Migrations;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Transactions;

internal sealed class SeparateAlterTables() : MigrationRule(new RuleInfo("MG0509", nameof(SeparateAlterTables))
{
    Title = "Several ALTER TABLE statements where one would do",
    Severity = Severity.Info,
    Evidence = Evidence.History,
    Databases = Databases.DatabaseKinds.PostgreSql,
    Catalogue = ["multiple-alter-table"],
    When = "Two ALTER TABLE statements on the same existing table follow each other, and both or none of them scan it; in C#, where a call is a statement, only those that scan",
    Effect = "{table} is locked{scanned} anew although one ALTER TABLE could do both",
    Instead = "Join this statement with the one before it: ALTER TABLE {table} …, …",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        StepContext? last = null;
        foreach (var step in migration.Steps)
        {
            if (IsJoinable(step) && last is not null && last.Step.Statement < step.Step.Statement && Scans(last) == Scans(step) && IsSameKind(last, step)
                && step.Database.Syntax.Same(last.Operation.Table!.Value, step.Operation.Table!.Value))
            {
                // Calls of C# are statements of their own; to write SQL instead is worth it only for a scan.
                return migration.Migration.Source != SourceKind.Sql && !Scans(step) ? [] : [Report(step, ("scanned", Scans(step) ? " and scanned" : ""))];
            }

            last = IsJoinable(step) ? step : null;
        }

        return [];
    }

    // Renames cannot be joined with anything; a validation must not be, because the lock of the other command would be held through its scan.
    private static bool IsJoinable(StepContext step) => step.Operation is (AddColumn or DropColumn or AlterColumnType or SetNotNull or DropNotNull or SetDefault
        or DropDefault or AddConstraint { Constraint.NotValid: false } or DropConstraint) && step.Before.IsExisting(step.Operation.Table!.Value);

    // Within one ALTER TABLE the server runs the kinds of commands in its own order, so that one that relies on another of a different kind may fail or scan.
    private static bool IsSameKind(StepContext first, StepContext second) => first.Operation.GetType() == second.Operation.GetType();

    private static bool Scans(StepContext step) => step.Classification.Cost.SizeOfData;
}
