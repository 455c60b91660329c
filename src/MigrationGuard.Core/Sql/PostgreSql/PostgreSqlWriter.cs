using MigrationGuard.Operations;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Writes PostgreSQL.</summary>
internal sealed class PostgreSqlWriter : ISqlWriter
{
    public SqlDialect Dialect => SqlDialect.PostgreSql;

    public string? Write(Operation operation) =>
        TableWriter.Write(operation)
        ?? ColumnWriter.Write(operation)
        ?? ConstraintWriter.Write(operation)
        ?? IndexWriter.Write(operation)
        ?? DataWriter.Write(operation)
        ?? UserTypeWriter.Write(operation)
        ?? ObjectWriter.Write(operation)
        ?? RoutineWriter.Write(operation)
        ?? SecurityWriter.Write(operation)
        ?? SessionWriter.Write(operation);
}
