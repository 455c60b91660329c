using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Backfills;

/// <summary>Takes backfills from UPDATEs of PostgreSQL's SQL.</summary>
public static class BackfillReader
{
    private const string Marks = "the condition has to say which rows are still to do, for example handle IS NULL";

    /// <summary>Reads a script with one UPDATE, or with one UPDATE of that table. Never throws.</summary>
    /// <param name="source">The script; other statements in it are passed over.</param>
    /// <param name="table">The table whose UPDATE is meant, as people write it; null where there is only one.</param>
    public static BackfillReading Read(SqlSource source, string? table = null)
    {
        var script = Sqls.Reader(SqlDialect.PostgreSql).Read(source);
        var updates = script.Steps.Where(step => step.Operation is UpdateRows update && (table is null || string.Equals(update.Of.ToString(), table, StringComparison.OrdinalIgnoreCase))).ToList();
        var of = table is null ? "" : $" of {table}";
        return updates switch
        {
            [var only] => Read(only, (UpdateRows)only.Operation),
            [] when script.Steps.Select(step => step.Operation).OfType<UnreadSql>().FirstOrDefault() is { } unread => new(null, $"{source.Path}: no UPDATE{of} was understood: {unread.Reason}"),
            [] => new(null, $"{source.Path} has no UPDATE{of}"),
            _ when updates.Select(step => ((UpdateRows)step.Operation).Of).Distinct().Count() > 1 => new(null, $"{source.Path} has {updates.Count} UPDATEs: say with --table which one is meant"),
            _ => new(null, $"{source.Path} has {updates.Count} UPDATEs of one table: give the one that is meant by --set and --where"),
        };
    }

    /// <summary>Reads a definition from its parts. Never throws.</summary>
    /// <param name="table">The table, as SQL.</param>
    /// <param name="assignments">Assignments such as <c>handle = lower(username)</c>.</param>
    /// <param name="where">The condition that holds as long as a row is not done.</param>
    public static BackfillReading Read(string table, IReadOnlyList<string> assignments, string where)
    {
        var sql = $"UPDATE {table} SET {string.Join(", ", assignments)} WHERE {where}";
        var script = Sqls.Reader(SqlDialect.PostgreSql).Read(new SqlSource("--table, --set and --where", sql));
        return script.Steps is [{ Operation: UpdateRows update } step] && script.StatementCount == 1 ? Read(step, update)
            : new(null, script.Steps.Select(each => each.Operation).OfType<UnreadSql>().FirstOrDefault() is { } unread ? $"{sql} is not understood: {unread.Reason}" : $"{sql} is not one UPDATE");
    }

    private static BackfillReading Read(Step step, UpdateRows update) => update switch
    {
        _ when step.HasPlaceholders || step.Nested || update.InLoop => new(null, $"the UPDATE of {update.Of} stands in a block, so that its values are only known there: give it by --set and --where"),
        { Batched: true } => new(null, $"the UPDATE of {update.Of} limits its rows itself: give it without the limit, by --set and --where"),
        { Where: null } => new(null, $"the UPDATE of {update.Of} has no condition: {Marks}"),
        _ => new(new BackfillDefinition(update.Of, update.Columns, update.Assignments.Text, update.Where.Text) { Alias = update.Alias, From = update.From, With = update.With }, null),
    };
}
