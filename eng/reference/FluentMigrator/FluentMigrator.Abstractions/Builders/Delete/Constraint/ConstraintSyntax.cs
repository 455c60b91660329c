using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Delete.Constraint;

public interface IDeleteConstraintColumnSyntax : IFluentSyntax
{
    void Column(string columnName);
    void Columns(params string[] columnNames);
}

public interface IDeleteConstraintInSchemaOptionsSyntax : IDeleteConstraintColumnSyntax
{
    IDeleteConstraintInSchemaOptionsSyntax InSchema(string schemaName);
}

public interface IDeleteConstraintOnTableSyntax : IFluentSyntax
{
    IDeleteConstraintInSchemaOptionsSyntax FromTable(string tableName);
}
