using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class DefaultDropped() : StepRule<TableOperation>(new RuleInfo("MG0205", nameof(DefaultDropped))
{
    Title = "Default dropped while it is relied on",
    Severity = Severity.Error,
    HeldInContract = true,
    Catalogue = ["drop-default"],
    When = "The default of a column that existed before the release is dropped; a warning when the column accepts NULL",
    Effect = "{effect}",
    Instead = "Keep the default until no live version leaves {column} out of its INSERTs, and drop it then in a contract migration of its own",
    EffectInGeneral = "INSERTs of the live version that leave the column out fail, or write NULL where the default stood",
    Sources = ["measured on PostgreSQL 15 and 18: 23502 for an INSERT without the column"],
})
{
    protected override IEnumerable<Finding> Check(TableOperation operation, StepContext step)
    {
        if (DroppedDefault.ColumnOf(operation, step) is not { } name || !step.Before.IsExisting(operation.Of, name) || (operation is DropConstraint { DefaultOf: not null } && IsMoot(operation.Of, name, step)))
        {
            return [];
        }

        var column = step.Before.Schema.FindColumn(operation.Of, name);
        return column switch
        {
            // The release that adds and drops it has a rule of its own.
            not null when step.Before.IsPending(column.Origin) => [],
            { HasDefault: false } => [],
            { Nullable: true } =>
            [
                Report(step, ("column", name), ("effect", $"An INSERT of the version that is live that leaves {name} out stores NULL in {operation.Of}, not the default")) with
                {
                    Severity = Severity.Warning,
                },
            ],
            _ => [Report(step, ("column", name), ("effect", $"Every INSERT into {operation.Of} of the version that is live that leaves {name} out fails{Doubt(column)}"))],
        };
    }

    // Who looks the name up does so to change the column or to drop it.
    /// <summary>Whether the migration drops the column itself or gives it another default afterwards; other rules speak of those.</summary>
    private static bool IsMoot(ObjectName table, string column, StepContext step)
    {
        var (steps, syntax) = (step.Migration.Steps, step.Database.Syntax);
        for (var i = step.Position + 1; i < steps.Count; i++)
        {
            var after = steps[i].Operation switch
            {
                DropColumn drop => (drop.Of, drop.Column),
                SetDefault set => (set.Of, set.Column),
                AddConstraint { Constraint: DefaultConstraint added } add => (add.Of, added.Column),
                _ => default((ObjectName Of, string Column)?),
            };
            if (after is { } next && syntax.Same(next.Of, table) && syntax.Same(next.Column, column))
            {
                return true;
            }
        }

        return false;
    }

    private static string Doubt(Column? column) => column?.Nullable is null ? ", if the column is NOT NULL, which is not known here" : ": the column is NOT NULL";
}
