using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Create.Constraint;

public interface ICreateConstraintColumnsSyntax
{
    ICreateConstraintOptionsSyntax Column(string columnName);
    ICreateConstraintOptionsSyntax Columns(params string[] columnNames);
}

public interface ICreateConstraintOnTableSyntax : IFluentSyntax
{
    ICreateConstraintWithSchemaOrColumnSyntax OnTable(string tableName);
}

public interface ICreateConstraintOptionsSyntax : IFluentSyntax
{
}

public interface ICreateConstraintWithSchemaOrColumnSyntax : ICreateConstraintColumnsSyntax, ICreateConstraintWithSchemaSyntax
{
}

public interface ICreateConstraintWithSchemaSyntax : IFluentSyntax
{
    ICreateConstraintColumnsSyntax WithSchema(string schemaName);
}
