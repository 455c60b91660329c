using MigrationGuard.Operations;
using static MigrationGuard.Sql.PostgreSql.NameWriter;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Statements that read or change rows.</summary>
internal static class DataWriter
{
    public static string? Write(Operation operation) => operation switch
    {
        InsertRows insert => Lines(insert.With, Words("INSERT INTO", Target(insert.Of, insert.Alias), List(insert.Columns)), insert.Source.Text),
        UpdateRows update => Lines(update.With, Words("UPDATE", Target(update.Of, update.Alias)), $"SET {update.Assignments}", Where(update.Where)),
        DeleteRows delete => Lines(
            delete.With,
            Words("DELETE FROM", Target(delete.Of, delete.Alias)),
            delete.Using is null ? null : "USING " + delete.Using,
            Where(delete.Where)),
        MergeRows merge => Lines(merge.With, $"MERGE INTO {Name(merge.Of)} {merge.Definition}"),
        TruncateTables truncate => Words(
            "TRUNCATE TABLE",
            Names(truncate.Tables),
            truncate.RestartIdentity ? "RESTART IDENTITY" : null,
            truncate.Cascade ? "CASCADE" : null),
        CopyRows copy => Words("COPY", Name(copy.Of), List(copy.Columns), copy.Options),
        Query query => query.Text.Text,
        CallRoutine call => $"CALL {RoutineName(call.Name)}({call.Arguments})",
        _ => null,
    };

    private static string Target(ObjectName table, string? alias) => Words(Name(table), alias is null ? null : "AS " + Name(alias));

    private static string? Where(SqlExpression? condition) => condition is null ? null : $"WHERE {condition}";
}
