using MigrationGuard.Operations;
using static MigrationGuard.Sql.TSql.Writing.Clauses;

namespace MigrationGuard.Sql.TSql.Writing;

/// <summary>Writes the operations on rows.</summary>
internal static class DataWriter
{
    // Below the about 5,000 locks at which SQL Server takes the whole table.
    private const string Batch = "TOP (4000)";

    public static string? Write(Operation operation) => operation switch
    {
        InsertRows insert => Lines(insert.With, Words("INSERT INTO", TSqlNames.Quote(insert.Of), Names(insert.Columns)), insert.Source.Text),
        UpdateRows update => Loop(update.InLoop, update.Batched, Update(update)),
        DeleteRows delete => Loop(delete.InLoop, delete.Batched, Delete(delete)),
        MergeRows merge => Lines(merge.With, $"MERGE INTO {TSqlNames.Quote(merge.Of)} {merge.Definition}"),
        TruncateTables { Tables.Count: 1, Cascade: false } truncate => "TRUNCATE TABLE " + TSqlNames.Quote(truncate.Tables[0]),
        CopyRows { Writes: true, Columns.Count: 0 } copy => Words("BULK INSERT", TSqlNames.Quote(copy.Of), copy.Options),
        Query query => query.Text.Text,
        CallRoutine call => Words("EXEC", TSqlNames.Quote(call.Name), call.Arguments),
        _ => null,
    };

    private static string Update(UpdateRows update)
    {
        var limited = update.Batched && !Limits(update.With) && !Limits(update.Where?.Text);
        var target = update.Alias is null ? TSqlNames.Quote(update.Of) : TSqlNames.Quote(update.Alias);
        return Lines(update.With, Words("UPDATE", When(limited, Batch), target), $"SET {update.Assignments}", Clause("WHERE", update.Where?.Text));
    }

    private static string Delete(DeleteRows delete)
    {
        var limited = delete.Batched && !Limits(delete.With) && !Limits(delete.Where?.Text) && !Limits(delete.Using);
        var target = delete.Alias is null ? TSqlNames.Quote(delete.Of) : TSqlNames.Quote(delete.Alias);
        return Lines(delete.With, Words("DELETE", When(limited, Batch), "FROM", target), Clause("FROM", delete.Using), Clause("WHERE", delete.Where?.Text));
    }

    private static bool Limits(string? text) => text is not null && text.IndexOf("TOP", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Repeats a batched statement until it finds less than a batch.</summary>
    private static string Loop(bool inLoop, bool batched, string statement)
    {
        if (!inLoop)
        {
            return statement;
        }

        // Not indented: a string in the statement may reach over several lines.
        var leave = batched ? "IF @@ROWCOUNT < 4000 BREAK;" : "IF @@ROWCOUNT = 0 BREAK;";
        return $"WHILE 1 = 1\nBEGIN\n{statement};\n{leave}\nEND";
    }
}
