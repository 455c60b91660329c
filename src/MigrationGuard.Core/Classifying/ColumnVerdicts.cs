using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Classifying;

/// <summary>What operations on columns mean to clients.</summary>
internal static class ColumnVerdicts
{
    public static Verdicts Drop(DropColumn operation, SimulationState before) => before.IsExisting(operation.Of, operation.Column)
        ? Verdicts.BreakOld($"statements that name {Existing.At(operation.Of, operation.Column)} fail and its values are gone{(operation.Cascade ? ", with the views and foreign keys that depend on it" : "")}")
        : Verdicts.Fine;

    public static Verdicts Rename(RenameColumn operation, SimulationState before) => before.IsExisting(operation.Of, operation.Column)
        ? Verdicts.BreakBoth(
            $"statements that name {Existing.At(operation.Of, operation.Column)} fail",
            $"statements that name {Existing.At(operation.Of, operation.NewName)} fail until the rename has run")
        : Verdicts.Fine;

    public static Verdicts SetNotNull(ObjectName table, string name, SimulationState before)
    {
        // A validated CHECK refuses NULL already, so that SET NOT NULL after it changes nothing for anybody.
        var column = before.Schema.FindColumn(table, name);
        if (!before.IsExisting(table) || column?.Nullable == false || before.Schema.ImpliesNotNull(table, name))
        {
            return Verdicts.Fine;
        }

        if (!before.IsFresh(table, name))
        {
            return Verdicts.BreakOld($"INSERTs and UPDATEs that leave {Existing.At(table, name)} NULL fail");
        }

        return column!.FillsItself() ? Verdicts.Fine : Verdicts.BreakOld(MustGive(table, name));
    }

    public static Verdicts DropNotNull(ObjectName table, string column, SimulationState before)
        => !before.IsExisting(table, column) || before.Schema.FindColumn(table, column)?.Nullable == true
            ? Verdicts.Fine
            : Verdicts.BreakOld($"reads of {Existing.At(table, column)} meet NULL once the new version writes it");

    public static Verdicts SetDefault(ObjectName table, string name, SqlExpression value, SimulationState before)
    {
        if (!before.IsExisting(table, name))
        {
            return value.Kind == ExpressionKind.Null ? DropDefault(table, name, before) : Verdicts.Fine;
        }

        // Where every INSERT had to give a value, a default is never used by the old version.
        var column = before.Schema.FindColumn(table, name);
        return column is { HasDefault: false, Nullable: false } || (column?.Default is { } old && old.Equals(value))
            ? Verdicts.Fine
            : Verdicts.BreakOld($"INSERTs that do not name {Existing.At(table, name)} store {value} in it");
    }

    public static Verdicts DropDefault(ObjectName table, string name, SimulationState before)
    {
        var column = before.Schema.FindColumn(table, name);
        if (!before.IsExisting(table) || column?.HasDefault == false || (before.IsFresh(table, name) && column!.Nullable == true))
        {
            return Verdicts.Fine;
        }

        return column?.Nullable switch
        {
            false => Verdicts.BreakOld(MustGive(table, name)),
            true => Verdicts.BreakOld($"INSERTs that do not name {Existing.At(table, name)} store NULL in it"),
            null => Verdicts.BreakOld($"INSERTs that do not name {Existing.At(table, name)} store NULL in it or fail"),
        };
    }

    public static Verdicts ChangeIdentity(ChangeIdentity operation, SimulationState before)
    {
        var at = Existing.At(operation.Of, operation.Column);
        return !before.IsExisting(operation.Of, operation.Column) ? Verdicts.Fine : operation switch
        {
            { To: GeneratedKind.IdentityAlways } => Verdicts.BreakOld($"INSERTs that give a value for {at} fail"),
            { To: GeneratedKind.IdentityByDefault, Add: true } => Verdicts.Note($"INSERTs that give values for {at} can collide with the ones that it now makes up itself"),
            { To: GeneratedKind.IdentityByDefault } => Verdicts.Fine,
            _ => Verdicts.BreakOld(MustGive(operation.Of, operation.Column)),
        };
    }

    public static Verdicts ChangeGenerated(ChangeGenerated operation, SimulationState before)
    {
        var at = Existing.At(operation.Of, operation.Column);
        return !before.IsExisting(operation.Of, operation.Column) ? Verdicts.Fine : operation switch
        {
            { Expression: not null } => Verdicts.BreakOld($"{at} reads another value than before"),
            { To: GeneratedKind.None } => Verdicts.BreakOld($"INSERTs and UPDATEs no longer compute {at}"),
            _ => Verdicts.Fine,
        };
    }

    public static Verdicts SetSetting(SetColumnSetting operation, SimulationState before)
    {
        var at = Existing.At(operation.Of, operation.Column);
        return !before.IsExisting(operation.Of, operation.Column) ? Verdicts.Fine : operation.Setting switch
        {
            ColumnSetting.Attribute when operation.Value.IndexOf("MASKED", StringComparison.OrdinalIgnoreCase) >= 0 => Verdicts.BreakOld($"reads of {at} return other values than before"),
            ColumnSetting.Sequence => Verdicts.BreakBoth($"{at} may get ids that exist already", $"{at} may get ids that exist already"),
            _ => Verdicts.Fine,
        };
    }

    /// <summary>The sentence about a column that has to be given.</summary>
    public static string MustGive(ObjectName table, string column) => $"INSERTs that do not name {Existing.At(table, column)} fail";
}
