using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Delete.DefaultConstraint;

public interface IDeleteDefaultConstraintOnColumnOrInSchemaSyntax : IDeleteDefaultConstraintOnColumnSyntax
{
    IDeleteDefaultConstraintOnColumnSyntax InSchema(string schemaName);
}

public interface IDeleteDefaultConstraintOnColumnSyntax : IFluentSyntax
{
    void OnColumn(string columnName);
}

public interface IDeleteDefaultConstraintOnTableSyntax : IFluentSyntax
{
    IDeleteDefaultConstraintOnColumnOrInSchemaSyntax OnTable(string tableName);
}
