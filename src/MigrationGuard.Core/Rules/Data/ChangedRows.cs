using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Data;

/// <summary>How many rows of its table an UPDATE or DELETE reaches, as far as its text tells.</summary>
internal enum Reach
{
    /// <summary>It is no UPDATE or DELETE, or it limits its rows itself.</summary>
    Limited,

    /// <summary>It looks single rows up by a key.</summary>
    ByKey,

    /// <summary>What its condition or another table selects.</summary>
    Selected,

    /// <summary>Every row.</summary>
    Everything,
}

/// <summary>Tells how many rows a change reaches.</summary>
internal static class ChangedRows
{
    public static Reach Of(Operation operation, StepContext step) => operation switch
    {
        UpdateRows { Batched: false } o => Of(o.Of, o.Where, o.Assignments.Text, RowCondition.Joins(o.Assignments, step.Database.Syntax), step),
        DeleteRows { Batched: false } o => Of(o.Of, o.Where, o.Using, RowCondition.Joins(o.Using, step.Database.Syntax), step),
        _ => Reach.Limited,
    };

    /// <summary>Whether the rows are decided by other tables too.</summary>
    public static bool Joins(Operation operation, StepContext step) => operation switch
    {
        UpdateRows o => RowCondition.Joins(o.Assignments, step.Database.Syntax),
        DeleteRows o => RowCondition.Joins(o.Using, step.Database.Syntax),
        _ => false,
    };

    private static Reach Of(ObjectName table, SqlExpression? where, string? sources, bool joined, StepContext step)
    {
        if (step.Before.Settings["rowcount"] is { } limit && limit != "0")
        {
            return Reach.Limited;
        }

        // A list that is written out is as long as somebody cared to write.
        if (sources is not null && joined && RowCondition.IsWrittenOut(sources, step.Database.Syntax))
        {
            return Reach.Limited;
        }

        if (where is null)
        {
            return joined && RowCondition.JoinsInner(sources, step.Database.Syntax) ? Reach.Selected : Reach.Everything;
        }

        // A condition that names no column at all (WHERE true, WHERE 1 = 1) selects everything or nothing.
        return where.Identifiers.Count == 0 && where.Functions.Count == 0 ? Reach.Everything
            : IsByKey(where, table, joined, step) ? Reach.ByKey
            : Reach.Selected;
    }

    private static bool IsByKey(SqlExpression where, ObjectName name, bool joined, StepContext step)
    {
        var table = step.Before.Schema.Find(name);
        foreach (var constraint in table?.Constraints ?? default)
        {
            if (constraint.Definition is UniqueConstraint { Columns: { Count: > 0 } columns } && !columns.Exists(c => !Fixes(c)))
            {
                return true;
            }
        }

        foreach (var index in step.Before.Schema.IndexesOf(name))
        {
            if (index.Definition is { Unique: true, Keys: { Count: > 0 } keys } && !keys.Exists(k => k.Column is null || !Fixes(k.Column)))
            {
                return true;
            }
        }

        return Fixes("id");

        bool Fixes(string column) => RowCondition.Fixes(where, column, table, step.Database.Syntax, joined);
    }
}
