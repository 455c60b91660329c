using MigrationGuard.Migrations;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.DataLoss;

internal sealed class DownDestroysNewData() : MigrationRule(new RuleInfo("MG0331", nameof(DownDestroysNewData))
{
    Title = "Going back destroys what the new version wrote",
    Severity = Severity.Info,
    Evidence = Evidence.History,
    JudgesDown = true,
    Catalogue = ["down-destroys-new-data", "irreversible-down"],
    When = "A script that undoes a migration drops a table or column that the migration added; a warning where the state file names a live version that uses it",
    Effect = "When it runs as part of a rollback, everything that the new version has written to {objects} is lost, and the new version cannot come back",
    Instead = "Roll back by switching traffic only and leave the schema expanded; run this script only where nothing of the new version was ever live",
    Sources = ["https://martinfowler.com/bliki/ParallelChange.html"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        if (migration.Migration.Direction != Direction.Down)
        {
            return [];
        }

        StepContext? first = null;
        var (objects, used) = (new List<string>(), false);
        foreach (var step in migration.Steps)
        {
            if (Destroyed(step.Operation) is { } destroyed && IsAddedBy(migration.Undoes, step.Operation))
            {
                first ??= step;
                objects.Add(destroyed);
                used |= step.Live.Of(step.Operation.Table!.Value, (step.Operation as DropColumn)?.Column, step.Database.Syntax).Any();
            }
        }

        return first is null ? [] : [Report(first, ("objects", string.Join(", ", objects))) with { Severity = used ? Severity.Warning : Info.Severity }];
    }

    private static string? Destroyed(Operation operation) => operation switch
    {
        DropTable o => o.Name.ToString(),
        DropColumn o => $"{o.Of}.{o.Column}",
        _ => null,
    };

    private static bool IsAddedBy(MigrationContext? undone, Operation drop)
    {
        if (undone is null)
        {
            return true;
        }

        var syntax = undone.Before.Database.Syntax;
        var places = drop is DropColumn column ? undone.Index.Of<AddColumn>(column.Column) : undone.Index.Of<CreateTable>(drop.Table!.Value.Name);
        foreach (var at in places)
        {
            var added = (drop, undone.Steps[at].Operation) switch
            {
                (DropTable d, CreateTable c) => syntax.Same(d.Name, c.Name),
                (DropColumn d, AddColumn a) => syntax.Same(d.Of, a.Of) && syntax.Same(d.Column, a.Column.Name),
                _ => false,
            };
            if (added)
            {
                return true;
            }
        }

        return false;
    }
}
