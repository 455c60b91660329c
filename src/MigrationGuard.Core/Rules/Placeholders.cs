using System.Text;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules;

/// <summary>Fills the names of the user into a rule's sentences.</summary>
internal static class Placeholders
{
    [ThreadStatic]
    private static StringBuilder? _ofThread;

    /// <summary>
    /// The text with every <c>{name}</c> replaced: by the first of the values with that name, else by what <paramref name="step"/> can fill in.
    /// An unknown name stays, which a test of the catalogue finds.
    /// </summary>
    public static string Fill(string text, (string Name, object? Value)[] values, StepContext? step)
    {
        var open = text.IndexOf('{');
        if (open < 0)
        {
            return text;
        }

        var filled = _ofThread ??= new StringBuilder(1024);
        filled.Clear();
        var copied = 0;
        while (open >= 0 && text.IndexOf('}', open) is var close and > 0)
        {
            var name = text.Substring(open + 1, close - open - 1);
            if ((Find(values, name) ?? Of(step, name)) is { } value)
            {
                filled.Append(text, copied, open - copied).Append(value);
                copied = close + 1;
            }

            open = text.IndexOf('{', open + 1);
        }

        return filled.Append(text, copied, text.Length - copied).ToString();
    }

    private static object? Of(StepContext? step, string name) => step is null ? null : name switch
    {
        "table" => step.Operation.Table,
        "column" => ColumnOf(step.Operation),
        "index" => IndexOf(step.Operation),
        "constraint" => ConstraintOf(step.Operation),
        "name" => NameOf(step.Operation),
        "type" => TypeOf(step.Operation),
        "database" => step.Database.Name,
        "online" => step.Database.OnlineIndexOption,
        "lock" => step.Classification.Cost.Strongest?.Mode.Name,
        "old" => step.Classification.BreaksOld.Reason,
        "new" => step.Classification.BreaksNew.Reason,
        _ => null,
    };

    private static object? Find((string Name, object? Value)[] values, string name)
    {
        foreach (var value in values)
        {
            if (value.Value is not null && string.Equals(value.Name, name, StringComparison.Ordinal))
            {
                return value.Value;
            }
        }

        return null;
    }

    private static string? ColumnOf(Operation operation) => operation switch
    {
        AddColumn o => o.Column.Name,
        DropColumn o => o.Column,
        RenameColumn o => o.Column,
        AlterColumnType o => o.Column,
        SetNotNull o => o.Column,
        DropNotNull o => o.Column,
        SetDefault o => o.Column,
        DropDefault o => o.Column,
        ChangeIdentity o => o.Column,
        ChangeGenerated o => o.Column,
        SetColumnSetting o => o.Column,
        AddConstraint { Constraint: NotNullConstraint c } => c.Column,
        AddConstraint { Constraint: DefaultConstraint c } => c.Column,
        _ => null,
    };

    private static string? IndexOf(Operation operation) => operation switch
    {
        CreateIndex o => o.Name ?? "the index",
        DropIndex o => o.Name.ToString(),
        RenameIndex o => o.Name.ToString(),
        AlterIndex o => o.Name.ToString(),
        Reindex o => o.Name.ToString(),
        _ => null,
    };

    private static string? ConstraintOf(Operation operation) => operation switch
    {
        AddConstraint o => o.Constraint.Name ?? "the constraint",
        ValidateConstraint o => o.Name,
        DropConstraint o => o.Name,
        RenameConstraint o => o.Name,
        AlterConstraint o => o.Name,
        SwitchConstraint o => o.Name,
        AlterDomain o => o.Constraint?.Name ?? o.ConstraintName ?? "the constraint",
        _ => null,
    };

    private static ObjectName? NameOf(Operation operation) => operation switch
    {
        CreateEnum o => o.Name,
        AddEnumValue o => o.Name,
        RenameEnumValue o => o.Name,
        CreateType o => o.Name,
        AlterType o => o.Name,
        DropType o => o.Name,
        RenameType o => o.Name,
        CreateDomain o => o.Name,
        AlterDomain o => o.Name,
        CreateSequence o => o.Name,
        AlterSequence o => o.Name,
        CreateView o => o.Name,
        RefreshView o => o.Name,
        CreateRoutine o => o.Name,
        CreateTrigger o => o.Name,
        DropTrigger o => o.Name,
        SwitchTrigger o => o.Name,
        CreateRule o => o.Name,
        DropRule o => o.Name,
        CreateObject o => o.Name,
        AlterObject o => o.Name,
        RenameObject o => o.Name,
        DropObject o => o.Name,
        ChangePolicy o => o.Name,
        _ => default(ObjectName?),
    };

    private static DataType? TypeOf(Operation operation) => operation switch
    {
        AddColumn o => o.Column.Type,
        AlterColumnType o => o.Type,
        CreateDomain o => o.Type,
        _ => null,
    };
}
