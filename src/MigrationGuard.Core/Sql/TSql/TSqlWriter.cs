using MigrationGuard.Operations;
using MigrationGuard.Sql.TSql.Writing;

namespace MigrationGuard.Sql.TSql;

/// <summary>Writes T-SQL.</summary>
internal sealed class TSqlWriter : ISqlWriter
{
    public SqlDialect Dialect => SqlDialect.TSql;

    public string? Write(Operation operation) =>
        TableWriter.Write(operation)
        ?? ColumnWriter.Write(operation)
        ?? ConstraintWriter.Write(operation)
        ?? IndexWriter.Write(operation)
        ?? DataWriter.Write(operation)
        ?? ModuleWriter.Write(operation)
        ?? ObjectWriter.Write(operation)
        ?? SecurityWriter.Write(operation)
        ?? SessionWriter.Write(operation);
}
