using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Update;

public interface IUpdateExpressionRoot : IFluentSyntax
{
    IUpdateSetOrInSchemaSyntax Table(string tableName);
}

public interface IUpdateSetOrInSchemaSyntax : IUpdateSetSyntax
{
    IUpdateSetSyntax InSchema(string schemaName);
}

public interface IUpdateSetSyntax : IFluentSyntax
{
    IUpdateWhereSyntax Set(object dataAsAnonymousType);
    IUpdateWhereSyntax Set(IDictionary<string, object> data);
}

public interface IUpdateWhereSyntax : IFluentSyntax
{
    void Where(object dataAsAnonymousType);
    void Where(IDictionary<string, object> data);
    void AllRows();
}
