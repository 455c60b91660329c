using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Delete;

public interface IDeleteDataOrInSchemaSyntax : IDeleteDataSyntax
{
    IDeleteDataSyntax InSchema(string schemaName);
}

public interface IDeleteDataSyntax : IFluentSyntax
{
    IDeleteDataSyntax Row(object dataAsAnonymousType);
    void AllRows();
    void IsNull(string columnName);
}
