using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules;

/// <summary>Finds statements that use a value of an enum.</summary>
internal static class EnumUses
{
    /// <summary>Whether the statement stores the value in a table that has, or may have, a column of the type.</summary>
    public static bool Stores(StepContext step, AddEnumValue value) => step.Operation.Table is { } table && HasColumn(table, value.Name, step) && Stored(step.Operation) is { } text
        && PlainForms.HasLiteral(text, value.Value, step.Database.Syntax);

    /// <summary>Whether the statement makes the server look the value up: stores it, compares with it, or has it in a condition.</summary>
    public static bool Uses(StepContext step, AddEnumValue value)
        => Stores(step, value) || ((step.Operation.Table is not { } table || HasColumn(table, value.Name, step))
            && Named(step.Operation) is { } text && PlainForms.HasLiteral(text, value.Value, step.Database.Syntax));

    private static string? Stored(Operation operation) => operation switch
    {
        UpdateRows update => update.Assignments.Text,
        InsertRows insert => insert.Source.Text,
        MergeRows merge => merge.Definition.Text,
        SetDefault set => set.Value.Text,
        AddColumn { Column.Default: { } value } => value.Text,
        _ => null,
    };

    private static string? Named(Operation operation) => operation switch
    {
        UpdateRows { Where: { } where } => where.Text,
        DeleteRows { Where: { } where } => where.Text,
        AddConstraint { Constraint: CheckConstraint check } => check.Condition.Text,
        CreateIndex { Where: { } where } => where.Text,
        CreateView view => view.Query.Text,
        Query query => query.Text.Text,
        _ => null,
    };

    private static bool HasColumn(ObjectName table, ObjectName type, StepContext step)
        => step.After.Schema.Find(table) is not { Complete: true, Kind: RelationKind.Table } known
            || known.Columns.Exists(c => c.Type is { } used && step.Database.Syntax.Same(new ObjectName(used.Schema, used.Name), type));
}
