using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Classifying;

/// <summary>What a change of a column's type means to clients.</summary>
internal static class TypeChangeVerdicts
{
    /// <summary>Pairs of types that a client reads alike, the narrower one first; other pairs of different types differ in what a typed reader gets.</summary>
    private static readonly (string From, string To)[] ReadAlike =
    [
        ("character varying", "text"), ("text", "character varying"), ("cidr", "inet"),
        ("text", "varchar"), ("ntext", "nvarchar"), ("image", "varbinary"),
    ];

    public static Verdicts Of(AlterColumnType operation, SimulationState before)
    {
        if (!before.IsExisting(operation.Of, operation.Column))
        {
            return Verdicts.Fine;
        }

        var column = before.Schema.FindColumn(operation.Of, operation.Column);
        return OfType(operation, column, before).And(OfNullability(operation, column, before)).And(OfCollation(operation, column, before.Database));
    }

    private static Verdicts OfType(AlterColumnType operation, Column? column, SimulationState before)
    {
        var at = Existing.At(operation.Of, operation.Column);
        if (operation.Using is { } expression && !IsCast(expression, operation.Column))
        {
            return Verdicts.BreakBoth($"{at} reads {expression}, not the value that was written", $"{at} holds other values until the change has run");
        }

        var change = before.Database.ChangeOf(operation, before);
        return change.Fit switch
        {
            TypeChangeFit.Same => Verdicts.Fine,
            TypeChangeFit.Widens when ReadsAlike(column?.Type, operation.Type) => Verdicts.Note(
                $"readers of {at} may get values that did not fit {column!.Type}"
                + (before.Database.PreparedStatementsFailOnNewColumns ? ", and statements that were prepared before fail once" : "")),
            TypeChangeFit.Narrows => Verdicts.BreakOld($"writes of values to {at} that do not fit {operation.Type} fail"),
            TypeChangeFit.Unknown => Verdicts.Unsure($"the type of {at} before it becomes {operation.Type} is not known"),
            _ => Verdicts.BreakBoth($"{at} is read and written as {column?.Type}, but becomes {operation.Type}", $"{at} is still {column?.Type} until the change has run"),
        };
    }

    private static Verdicts OfNullability(AlterColumnType operation, Column? column, SimulationState before)
    {
        if (!before.Database.UnstatedNullabilityMeansNullable)
        {
            return Verdicts.Fine;
        }

        return operation.Nullable == false
            ? ColumnVerdicts.SetNotNull(operation.Of, operation.Column, before)
            : column is { Nullable: null } && operation.Nullable == true ? Verdicts.Fine : ColumnVerdicts.DropNotNull(operation.Of, operation.Column, before);
    }

    private static Verdicts OfCollation(AlterColumnType operation, Column? column, Database database)
    {
        var changes = operation.Collation is not null
            ? column is not null && !string.Equals(column.Collation, operation.Collation, StringComparison.OrdinalIgnoreCase)
            : column?.Collation is not null && database.UnstatedCollationMeansDefault;
        var at = Existing.At(operation.Of, operation.Column);
        return changes ? Verdicts.BreakBoth($"comparisons and the order of {at} change", $"comparisons and the order of {at} are the old ones until the change has run") : Verdicts.Fine;
    }

    private static bool ReadsAlike(DataType? from, DataType to) => from is not null && from.ArrayDimensions == to.ArrayDimensions
        && (from.Name == to.Name || Array.Exists(ReadAlike, pair => pair.From == from.Name && pair.To == to.Name));

    /// <summary>Whether the expression is just the column, cast or not.</summary>
    private static bool IsCast(SqlExpression expression, string column)
    {
        foreach (var c in expression.Text)
        {
            if (!char.IsLetterOrDigit(c) && " _\"().,:[]".IndexOf(c) < 0)
            {
                return false;
            }
        }

        return expression.Functions.Count == 0 && expression.Mentions(column);
    }
}
