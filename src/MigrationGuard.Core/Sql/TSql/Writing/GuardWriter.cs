using MigrationGuard.Operations;

namespace MigrationGuard.Sql.TSql.Writing;

/// <summary>Writes IF NOT EXISTS where T-SQL has no such clause: as a condition in front of the statement.</summary>
internal static class GuardWriter
{
    /// <summary>The statement, run only when no object of that name exists.</summary>
    /// <param name="guarded">Whether a guard is wanted.</param>
    /// <param name="name">The object.</param>
    /// <param name="type">Its type in <c>sys.objects</c>, e.g. <c>U</c>.</param>
    /// <param name="statement">The statement.</param>
    public static string UnlessObject(bool guarded, ObjectName name, string type, string statement)
        => guarded ? $"IF OBJECT_ID({TSqlNames.NameLiteral(name)}, N'{type}') IS NULL\n    {statement}" : statement;

    public static string UnlessColumn(bool guarded, ObjectName table, string column, string statement)
        => guarded ? $"IF COL_LENGTH({TSqlNames.NameLiteral(table)}, {TSqlNames.Literal(column)}) IS NULL\n    {statement}" : statement;

    public static string UnlessIndex(bool guarded, ObjectName table, string index, string statement)
        => guarded
            ? $"IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID({TSqlNames.NameLiteral(table)}) AND name = {TSqlNames.Literal(index)})\n    {statement}"
            : statement;

    /// <summary>A statement that must be the first of its batch, as a string that is executed.</summary>
    public static string Executed(string statement) => $"EXEC ({TSqlNames.Literal(statement)})";
}
