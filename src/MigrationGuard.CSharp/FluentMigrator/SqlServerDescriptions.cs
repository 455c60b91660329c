using MigrationGuard.Operations;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>Descriptions as SQL Server keeps them: extended properties.</summary>
internal static class SqlServerDescriptions
{
    /// <summary>Describes a new table.</summary>
    public static string Add(ObjectName table, string text)
        => $"EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'{Escaped(text)}', @level0type=N'SCHEMA', @level0name='{Schema(table)}', @level1type=N'TABLE', @level1name='{table.Name}';";

    /// <summary>Describes a new column; empty when it has no description.</summary>
    public static string Add(ObjectName table, FluentColumn column)
        => column.Description is not { Length: > 0 } text ? "" : Add(table, column.Name, string.Join("\n", new[] { "Description:" + text }.Concat(column.MoreDescriptions)));

    /// <summary>Describes a table anew.</summary>
    public static string Replace(ObjectName table, string text)
        => $"IF EXISTS ( SELECT * FROM fn_listextendedproperty(N'MS_Description', N'SCHEMA', N'{Schema(table)}', N'TABLE', N'{table.Name}', NULL, NULL)) "
            + $"EXEC sys.sp_dropextendedproperty @name=N'MS_Description', @level0type=N'SCHEMA', @level0name='{Schema(table)}', @level1type=N'TABLE', @level1name='{table.Name}';{Add(table, text)}";

    /// <summary>Describes a column anew; empty when it has no description.</summary>
    public static string Replace(ObjectName table, FluentColumn column)
        => column.Description is not { Length: > 0 } text ? ""
            : $"IF EXISTS (SELECT * FROM fn_listextendedproperty(N'MS_Description', N'SCHEMA', N'{Schema(table)}', N'TABLE', N'{table.Name}', N'Column', N'{column.Name}' )) "
                + $"EXEC sys.sp_dropextendedproperty @name=N'MS_Description', @level0type = N'SCHEMA', @level0name = '{Schema(table)}', @level1type = N'Table', @level1name = '{table.Name}', @level2type = N'Column',  @level2name = '{column.Name}';"
                + Add(table, column.Name, text);

    private static string Add(ObjectName table, string column, string text)
        => $"EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'{Escaped(text)}', @level0type = N'SCHEMA', @level0name = '{Schema(table)}', @level1type = N'Table', @level1name = '{table.Name}', @level2type = N'Column',  @level2name = '{column}';";

    private static string Schema(ObjectName table) => table.Schema is { Length: > 0 } schema ? schema : "dbo";

    private static string Escaped(string text) => text.Replace("'", "''");
}
