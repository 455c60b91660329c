using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules;

/// <summary>Writes a change of many rows as one batch of it, to be repeated until no row is left.</summary>
internal static class Batches
{
    private const int Size = 1000;

    /// <summary>The batch as SQL, or null when the operation is no UPDATE or DELETE.</summary>
    public static string? Of(TableOperation operation, StepContext step)
    {
        var key = KeyOf(operation.Of, step);
        return operation switch
        {
            UpdateRows update => Write(step.Sql(update with { Where = Selection(update.Of, key, Pending(update), step), Batched = true }), "repeat until no row is changed"),
            DeleteRows delete => Write(step.Sql(delete with { Where = Selection(delete.Of, key, delete.Where?.Text, step), Batched = true }), "repeat until no row is deleted"),
            _ => null,
        };
    }

    private static string? Write(string? sql, string comment) => sql is null ? null : $"-- {comment}, each time in a transaction of its own\n{sql};";

    private static string? Pending(UpdateRows update)
    {
        var columns = string.Join(" OR ", update.Columns.Select(c => c + " IS NULL"));
        return update.Where is { Identifiers.Count: > 0 } where ? where.Text : columns;
    }

    private static SqlExpression Selection(ObjectName table, string key, string? pending, StepContext step)
    {
        var text = step.Database.BatchCondition(key, table, pending, Size);
        return new SqlExpression(text, ExpressionKind.Other, default, default);
    }

    private static string KeyOf(ObjectName table, StepContext step)
    {
        if (step.Before.Schema.Find(table) is { } known)
        {
            foreach (var constraint in known.Constraints)
            {
                if (constraint.Definition is UniqueConstraint { IsPrimaryKey: true, Columns: { Count: 1 } columns })
                {
                    return columns[0];
                }
            }
        }

        return "id";
    }
}
