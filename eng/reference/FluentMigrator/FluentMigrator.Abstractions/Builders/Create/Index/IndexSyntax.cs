using FluentMigrator.Infrastructure;
using FluentMigrator.Model;

namespace FluentMigrator.Builders.Create.Index;

public interface ICreateIndexColumnOptionsSyntax : IFluentSyntax
{
    ICreateIndexMoreColumnOptionsSyntax Ascending();
    ICreateIndexMoreColumnOptionsSyntax Descending();
    ICreateIndexColumnUniqueOptionsSyntax Unique();
}

public interface ICreateIndexColumnUniqueOptionsSyntax : ICreateIndexOnColumnSyntax
{
    IndexColumnDefinition CurrentColumn { get; }
}

public interface ICreateIndexForTableSyntax : IFluentSyntax
{
    ICreateIndexOnColumnOrInSchemaSyntax OnTable(string tableName);
}

public interface ICreateIndexMoreColumnOptionsSyntax : ICreateIndexOnColumnSyntax
{
    IndexColumnDefinition CurrentColumn { get; }
}

public interface ICreateIndexOnColumnOrInSchemaSyntax : ICreateIndexOnColumnSyntax
{
    ICreateIndexOnColumnSyntax InSchema(string schemaName);
}

public interface ICreateIndexOnColumnSyntax : IFluentSyntax
{
    ICreateIndexColumnOptionsSyntax OnColumn(string columnName);
    ICreateIndexOptionsSyntax WithOptions();
}

public interface ICreateIndexOptionsSyntax : IFluentSyntax
{
    ICreateIndexOnColumnSyntax Unique();
    ICreateIndexOnColumnSyntax NonClustered();
    ICreateIndexOnColumnSyntax Clustered();
}
