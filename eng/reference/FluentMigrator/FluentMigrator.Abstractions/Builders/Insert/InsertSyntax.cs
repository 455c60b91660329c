using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Insert;

public interface IInsertDataOrInSchemaSyntax : IInsertDataSyntax
{
    IInsertDataSyntax InSchema(string schemaName);
}

public interface IInsertDataSyntax : IFluentSyntax
{
    IInsertDataSyntax Row(object recordAsAnonymousType);
    IInsertDataSyntax Rows(params object[] recordsAsAnonymousTypes);
    IInsertDataSyntax Row(IDictionary<string, object> record);
    IInsertDataSyntax Rows(params IDictionary<string, object>[] records);
}

public interface IInsertExpressionRoot : IFluentSyntax
{
    IInsertDataOrInSchemaSyntax IntoTable(string tableName);
}
