using MigrationGuard.Operations;
using static MigrationGuard.Sql.TSql.Writing.Clauses;

namespace MigrationGuard.Sql.TSql.Writing;

/// <summary>Writes the operations on whole tables.</summary>
internal static class TableWriter
{
    public static string? Write(Operation operation) => operation switch
    {
        CreateTable { PartitionOf: null, Like.Count: 0, Inherits.Count: 0 } create => GuardWriter.UnlessObject(create.IfNotExists, create.Name, "U", Create(create)),
        DropTable drop => Words("DROP TABLE", When(drop.IfExists, "IF EXISTS"), TSqlNames.Quote(drop.Name)),
        RenameTable rename => $"EXEC sp_rename {TSqlNames.NameLiteral(rename.Name)}, {TSqlNames.Literal(rename.NewName)}, N'OBJECT'",
        MoveTable move => $"ALTER SCHEMA {TSqlNames.Quote(move.NewSchema)} TRANSFER {TSqlNames.Quote(move.Name)}",
        SetTableOption option => $"{ColumnWriter.Alter(option.Name)} {option.Option}",
        RewriteTable { Kind: RewriteKind.Rebuild, Name: { } name } rebuild => $"{ColumnWriter.Alter(name)} {OptionsWriter.Rebuild(rebuild.Options)}",
        MaintainTable maintain => Maintain(maintain),
        ChangeSystemVersioning versioning => $"{ColumnWriter.Alter(versioning.Name)} SET (SYSTEM_VERSIONING = {Versioning(versioning)})",
        SwitchPartition change => SwitchPartition(change),
        ChangePartitionRange range => $"ALTER PARTITION FUNCTION {TSqlNames.Quote(range.Function)}() {(range.Split ? "SPLIT" : "MERGE")} RANGE ({range.Boundary})",
        _ => null,
    };

    private static string Create(CreateTable table)
    {
        if (table.AsQuery is not null)
        {
            return SelectIntoWriter.Write(table.Name, table.AsQuery.Text);
        }

        var items = new List<string>();
        foreach (var column in table.Columns)
        {
            items.Add("    " + ColumnWriter.Definition(column));
        }

        foreach (var constraint in table.Constraints)
        {
            if (ConstraintWriter.Table(constraint) is { } text)
            {
                items.Add("    " + text);
            }
        }

        var options = table.Options;
        if (options?.StartsWith("PERIOD", StringComparison.OrdinalIgnoreCase) == true && options.IndexOf(")", StringComparison.Ordinal) is var close and > 0)
        {
            items.Add("    " + options.Substring(0, close + 1));
            options = options.Substring(close + 1).Trim();
        }

        var list = items.Count == 0 ? null : "(\n" + string.Join(",\n", items) + "\n)";
        return Words("CREATE TABLE", TSqlNames.Quote(table.Name), list, options);
    }

    /// <summary>What stands before the table and the table; a DBCC command is kept whole.</summary>
    private static string Maintain(MaintainTable maintain)
        => maintain.Name is { } name && !maintain.Command.StartsWith("DBCC", StringComparison.OrdinalIgnoreCase)
            ? maintain.Command + " " + TSqlNames.Quote(name)
            : maintain.Command;

    private static string Versioning(ChangeSystemVersioning change)
        => !change.On ? "OFF" : change.History is { } history ? $"ON (HISTORY_TABLE = {TSqlNames.Quote(history)})" : "ON";

    private static string SwitchPartition(SwitchPartition change)
    {
        var partitions = (change.Partitions ?? "") + " ";
        var to = (" " + partitions).IndexOf(" TO ", StringComparison.OrdinalIgnoreCase);
        var from = to < 0 ? partitions : partitions.Substring(0, to);
        var target = to < 0 ? null : partitions.Substring(to + 3);
        return Words(
            ColumnWriter.Alter(change.Source),
            "SWITCH",
            from.Trim(),
            "TO",
            TSqlNames.Quote(change.Target),
            target?.Trim(),
            OptionsWriter.With(IndexOptions.None with { LowPriority = change.LowPriority }));
    }
}
