using MigrationGuard.Operations;
using MigrationGuard.Planning;
using MigrationGuard.Rules.Data;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules;

/// <summary>Writes a change of many rows as one batch of it, to be repeated until every row is done.</summary>
internal static class Batches
{
    private const int Size = 1000;

    private const string EachAlone = "each time in a transaction of its own";

    /// <summary>The batch as SQL; null when the change needs none, or when its rows depend on other tables so that no batch of them can be foretold.</summary>
    public static string? Of(TableOperation operation, StepContext step)
    {
        if (ChangedRows.Of(operation, step) is not (Reach.Selected or Reach.Everything) || ChangedRows.Joins(operation, step))
        {
            return null;
        }

        var key = KeyOf(operation.Of, step);
        return operation switch
        {
            UpdateRows { With: null, Alias: null } update => Update(update with { InLoop = false }, key, step),
            DeleteRows { With: null, Alias: null } delete => Delete(delete with { InLoop = false }, key, step),
            _ => null,
        };
    }

    private static string? Delete(DeleteRows delete, string key, StepContext step)
        => Write($"repeat until no row is deleted, {EachAlone}", step.Sql(delete with { Where = Selection(delete.Of, key, delete.Where?.Text, step), Batched = true }));

    private static string? Update(UpdateRows update, string key, StepContext step)
    {
        if (Pending(update, step) is { } pending)
        {
            return Write($"repeat until no row is changed, {EachAlone}", step.Sql(update with { Where = Selection(update.Of, key, pending, step), Batched = true }));
        }

        // Rows that are changed are selected again, so only a range of keys ends.
        var condition = ChangedRows.Of(update, step) == Reach.Selected ? $" AND ({update.Where})" : "";
        return IsCountable(step.Before.Schema.FindColumn(update.Of, key)?.Type)
            ? Write($"repeat for every range of {key}, {EachAlone}", step.Sql(update with { Where = Text($"{Name(key, step)} BETWEEN 1 AND {Size}{condition}"), Batched = true }))
            : null;
    }

    private static string? Write(string comment, string? sql) => sql is null ? null : $"-- {comment}\n{sql};";

    /// <summary>The condition of the rows that are not done yet, when the change itself makes it false.</summary>
    private static string? Pending(UpdateRows update, StepContext step)
    {
        var syntax = step.Database.Syntax;
        if (update.Where is { } where)
        {
            return update.Columns.Exists(c => Condition.SelectsNull(where, c, syntax)) ? where.Text : null;
        }

        foreach (var column in update.Columns)
        {
            if (step.Before.Schema.FindColumn(update.Of, column) is not { HasDefault: false } known || !step.Before.IsPending(known.Origin))
            {
                return null;
            }
        }

        return update.Columns.Count == 0 ? null : string.Join(" OR ", update.Columns.Select(c => Name(c, step) + " IS NULL"));
    }

    private static SqlExpression Selection(ObjectName table, string key, string? pending, StepContext step) => Text(step.Database.BatchCondition(Name(key, step), table, pending, Size));

    private static string Name(string name, StepContext step) => Recipes.Of(step.Database).Name(name);

    private static SqlExpression Text(string text) => new(text, ExpressionKind.Other, default, default);

    private static bool IsCountable(DataType? type) => type is null or { Name: "smallint" or "integer" or "bigint" or "int" };

    private static string KeyOf(ObjectName table, StepContext step)
    {
        foreach (var constraint in step.Before.Schema.Find(table)?.Constraints ?? default)
        {
            if (constraint.Definition is UniqueConstraint { IsPrimaryKey: true, Columns: { Count: 1 } columns })
            {
                return columns[0];
            }
        }

        return "id";
    }
}
