using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Release;

internal sealed class DisguisedRename() : MigrationRule(new RuleInfo("MG0706", nameof(DisguisedRename))
{
    Title = "Drop and add that look like a rename",
    Severity = Severity.Error,
    Evidence = Evidence.History,
    Fix = FixKind.Plan,
    Presumes = true,
    Catalogue = ["drop-add-looks-like-rename"],
    When = "A migration drops a column and adds one of the same type to the same table, and nothing copies the values; a warning when the old type is not known",
    Effect = "{column} and {added} of {table} look like one column with a new name, but every value of {column} is lost, and the version that is live fails at once",
    Instead = "If it is a rename: add {added}, keep both in step, fill it in batches, and drop {column} when no live version uses it; if it is none, drop {column} in a contract migration of its own",
    Sources = ["https://github.com/dotnet/efcore/issues/20930"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        for (var i = 0; i < migration.Steps.Count; i++)
        {
            if (migration.Steps[i] is { Operation: DropColumn drop } step && step.Before.IsExisting(drop.Of, drop.Column)
                && Replacements.Partner(migration, i, drop) is { } added && !Replacements.Copies(migration, drop, added.Column.Name))
            {
                var finding = Report(step, ("added", added.Column.Name)) with
                {
                    Plan = RenamePlan.For(drop.Of, drop.Column, added.Column.Name, step.Before),
                };
                yield return step.Before.Schema.FindColumn(drop.Of, drop.Column)?.Type is null ? finding with { Severity = Severity.Warning } : finding;
            }
        }
    }
}
