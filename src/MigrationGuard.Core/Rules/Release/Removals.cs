using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Release;

/// <summary>What a step takes away from clients by name.</summary>
/// <param name="Table">The table or view.</param>
/// <param name="Column">The column; null when the table goes as a whole.</param>
internal sealed record Removal(ObjectName Table, string? Column)
{
    public override string ToString() => Column is null ? Table.ToString() : $"{Table}.{Column}";
}

/// <summary>Finds removals and who would miss what is removed.</summary>
internal static class Removals
{
    public static Removal? Of(StepContext step)
    {
        var removal = step.Operation switch
        {
            DropColumn o => new Removal(o.Of, o.Column),
            RenameColumn o => new Removal(o.Of, o.Column),
            DropTable o => new Removal(o.Name, null),
            RenameTable o => new Removal(o.Name, null),
            MoveTable o => new Removal(o.Name, null),
            DropObject { Kind: ObjectKind.View or ObjectKind.MaterializedView } o => new Removal(o.Name, null),
            RenameObject { Kind: ObjectKind.View or ObjectKind.MaterializedView } o => new Removal(o.Name, null),
            _ => null,
        };
        return removal is not null && step.Before.IsExisting(removal.Table) ? removal : null;
    }

    public static IReadOnlyList<Use> UsesOf(Removal removal, StepContext step) => [.. step.Live.Of(removal.Table, removal.Column, step.Database.Syntax)];
}
