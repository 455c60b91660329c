using MigrationGuard.Operations;
using static MigrationGuard.Sql.PostgreSql.NameWriter;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>CREATE TABLE in its four forms: columns, PARTITION OF, AS, and nothing but INHERITS or LIKE.</summary>
internal static class CreateTableWriter
{
    public static string Write(CreateTable table) => table switch
    {
        { AsQuery: { } query } => Lines(Words(Head(table), List(ColumnNames(table)), table.Options, "AS"), query.Text),
        { PartitionOf: { } parent } => Lines(
            Words(Head(table), "PARTITION OF", Name(parent), HasElements(table) ? Elements(table) : null),
            table.PartitionBounds,
            Partitioning(table),
            table.Options),
        _ => Lines(Words(Head(table), Elements(table)), Inheritance(table), Partitioning(table), table.Options),
    };

    private static string Head(CreateTable table) => Words(
        "CREATE",
        table.Temporary ? "TEMPORARY" : table.Unlogged ? "UNLOGGED" : null,
        "TABLE",
        table.IfNotExists ? "IF NOT EXISTS" : null,
        Name(table.Name));

    private static bool HasElements(CreateTable table) => table.Columns.Count + table.Constraints.Count + table.Like.Count > 0;

    private static string Elements(CreateTable table)
    {
        var elements = table.Columns.Select(ColumnWriter.Definition)
            .Concat(table.Like.Select(source => Words("LIKE", Name(source), table.LikeOptions)))
            .Concat(table.Constraints.Select(ConstraintWriter.Definition));
        return HasElements(table) ? "(\n    " + string.Join(",\n    ", elements) + "\n)" : "()";
    }

    private static string[] ColumnNames(CreateTable table) => [.. table.Columns.Select(column => column.Name)];

    private static string? Inheritance(CreateTable table) => table.Inherits.Count == 0 ? null : $"INHERITS ({Names(table.Inherits)})";

    private static string? Partitioning(CreateTable table) => table.PartitionBy is null ? null : "PARTITION BY " + table.PartitionBy;
}
