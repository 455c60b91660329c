using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Delete.Index;

public interface IDeleteIndexForTableSyntax : IFluentSyntax
{
    IDeleteIndexOnColumnOrInSchemaSyntax OnTable(string tableName);
    IDeleteIndexOptionsSyntax WithOptions();
}

public interface IDeleteIndexOnColumnOrInSchemaSyntax : IDeleteIndexOnColumnSyntax
{
    IDeleteIndexOnColumnSyntax InSchema(string schemaName);
}

public interface IDeleteIndexOnColumnSyntax : IFluentSyntax
{
    IDeleteIndexOptionsSyntax OnColumn(string columnName);
    IDeleteIndexOptionsSyntax OnColumns(params string[] columnNames);
    IDeleteIndexOptionsSyntax WithOptions();
}

public interface IDeleteIndexOptionsSyntax : IFluentSyntax
{
}
