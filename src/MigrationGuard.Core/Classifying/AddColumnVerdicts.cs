using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Classifying;

/// <summary>What a new column means to clients: nothing, unless the old version has to fill it or a client depends on the set of columns.</summary>
internal static class AddColumnVerdicts
{
    public static Verdicts Of(AddColumn operation, SimulationState before)
    {
        if (!before.IsExisting(operation.Of) || (operation.IfNotExists && before.Schema.FindColumn(operation.Of, operation.Column.Name) is not null))
        {
            return Verdicts.Fine;
        }

        var after = Added(operation, before);
        if (after.Schema.FindColumn(operation.Of, operation.Column.Name) is not { } column)
        {
            return Verdicts.Unsure($"which table {operation.Of} is, is only known when the migration runs");
        }

        var verdicts = Unusual(operation, before).And(Filling(operation, column, before));
        foreach (var constraint in operation.Column.Constraints)
        {
            verdicts = verdicts.And(ConstraintVerdicts.Add(operation.Of, constraint, after));
        }

        return verdicts;
    }

    private static Verdicts Filling(AddColumn operation, Column column, SimulationState before)
    {
        var at = Existing.At(operation.Of, column.Name);
        if (column.Nullable == false && !column.FillsItself())
        {
            return Verdicts.BreakOld(ColumnVerdicts.MustGive(operation.Of, column.Name));
        }

        if (ColumnEffects.IsSerial(column.Type) || operation.Column.Default?.Calls("nextval") == true)
        {
            return Verdicts.Note($"INSERTs fail for roles without USAGE on the sequence of {at}");
        }

        if (column.Generated is GeneratedKind.Stored)
        {
            return Verdicts.Note($"writes fail for rows for which the expression of {at} cannot be computed");
        }

        return before.Database.DefaultNeedsWithValues && operation.Column is { Default: not null, WithValues: false, Nullable: not false }
            ? new Verdicts(Compatibility.Fine, Compatibility.Note($"existing rows have NULL in {at}, not its default"))
            : Verdicts.Fine;
    }

    private static Verdicts Unusual(AddColumn operation, SimulationState before)
    {
        var table = operation.Of;
        var name = operation.Column.Name;
        var database = before.Database;
        var reason = $"SELECT * on {table} returns one more column"
            + (database.PreparedStatementsFailOnNewColumns ? " and fails where it was prepared before" : "")
            + (database.StarViewsGoStale ? " and views that use it keep the old columns" : "")
            + (database.PositionalInsertNeedsAllColumns ? $", INSERTs into {table} without a column list fail" : $", COPY of {table} without a column list meets it too")
            + $", an unqualified {name} in a join with {table} may become ambiguous"
            + (operation.Column.Type is { } type && !database.HasEquality(type) ? $", DISTINCT, GROUP BY and UNION over all columns of {table} fail" : "");
        return Verdicts.Note(reason);
    }

    /// <summary>The state in which the bare column is there, so that its constraints can be judged like others.</summary>
    private static SimulationState Added(AddColumn operation, SimulationState before)
    {
        var bare = operation with { Column = operation.Column with { Constraints = default }, IfNotExists = false };
        var keyed = operation.Column.Constraints.Exists(c => c is UniqueConstraint { IsPrimaryKey: true } or NotNullConstraint { NotValid: false });
        bare = keyed ? bare with { Column = bare.Column with { Nullable = false } } : bare;
        return before with { Schema = SchemaEffects.Apply(before.Schema, bare, new Moment(before.Now, false, before.Database)) };
    }
}
