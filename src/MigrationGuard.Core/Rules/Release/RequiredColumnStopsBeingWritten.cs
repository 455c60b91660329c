using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Release;

internal sealed class RequiredColumnStopsBeingWritten() : MigrationRule(new RuleInfo("MG0712", nameof(RequiredColumnStopsBeingWritten))
{
    Title = "The new version cannot leave out a required column before it is dropped",
    Severity = Severity.Info,
    Evidence = Evidence.History,
    Fix = FixKind.Mechanical,
    Catalogue = ["drop-column-required-first"],
    When = "A column is dropped, or renamed out of reach, that is NOT NULL and has no default",
    Effect = "From the switch until this migration runs, and that is the whole rollback window, every INSERT of a version that no longer writes {column} of {table} fails",
    Instead = "Give {column} a default in an expand migration before the version that stops writing it",
    Sources = ["https://www.postgresql.org/docs/current/ddl-default.html", "https://martinfowler.com/bliki/ParallelChange.html"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            var dropped = step.Operation switch
            {
                DropColumn drop => drop,
                RenameColumn rename when Tombstones.Is(rename.NewName) => new DropColumn(rename.Of, rename.Column),
                _ => null,
            };
            if (dropped is not null && step.MayUse(dropped.Of, dropped.Column) && IsRequired(dropped, step) && !MayBeFilled(dropped, migration))
            {
                yield return Report(step, ("column", dropped.Column)) with { Suggestion = Default(dropped, step) };
            }
        }
    }

    private static string Default(DropColumn drop, StepContext step)
    {
        var value = Recipes.SampleValue(step.Before.Schema.FindColumn(drop.Of, drop.Column)?.Type);
        return $"-- {value} stands for the right value\n{step.Sql(Recipes.Of(step.Database).SetDefault(drop.Of, drop.Column, value))};";
    }

    private static bool IsRequired(DropColumn drop, StepContext step)
        => step.Before.Schema.FindColumn(drop.Of, drop.Column) is { Nullable: false, HasDefault: false, Generated: null or GeneratedKind.None };

    // A trigger that keeps the column in step with its successor fills it.
    private static bool MayBeFilled(DropColumn drop, MigrationContext migration) => migration.Before.Schema.Find(drop.Of)?.Triggers.Count > 0;
}
