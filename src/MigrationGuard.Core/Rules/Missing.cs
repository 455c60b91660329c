using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules;

/// <summary>What a step needs and is certainly not there.</summary>
internal static class Missing
{
    /// <summary>The table or column, for people; null when everything is there or may be.</summary>
    public static string? In(StepContext step) => step.Step.Operation switch
    {
        DropTable { IfExists: true } or DropColumn { IfExists: true } or CreateTable => null,
        DropColumn o => Table(o.Of, step) ?? Column(o.Of, o.Column, step),
        RenameColumn o => Table(o.Of, step) ?? Column(o.Of, o.Column, step),
        AlterColumnType o => Table(o.Of, step) ?? Column(o.Of, o.Column, step),
        SetNotNull o => Table(o.Of, step) ?? Column(o.Of, o.Column, step),
        SetDefault o => Table(o.Of, step) ?? Column(o.Of, o.Column, step),
        AddColumn o => Table(o.Of, step),
        AddConstraint o => Table(o.Of, step),
        CreateIndex o => Table(o.Of, step),
        DropTable o => Table(o.Name, step),
        RenameTable o => Table(o.Name, step),
        _ => null,
    };

    private static string? Table(ObjectName table, StepContext step)
        => !table.IsPlaceholder && !step.Database.IsSystem(table) && step.Before.Schema.ExistenceOf(table) == Existence.Absent && !step.Before.Schema.Syntax.IsTemporary(table) ? $"{table}" : null;

    private static string? Column(ObjectName table, string column, StepContext step)
        => !step.Database.IsSystem(table) && step.Before.Schema.ExistenceOf(table, column) == Existence.Absent ? $"{column} of {table}" : null;
}
