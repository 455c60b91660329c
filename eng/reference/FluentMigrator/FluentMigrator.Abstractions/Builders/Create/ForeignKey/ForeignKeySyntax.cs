using FluentMigrator.Infrastructure;
using System.Data;

namespace FluentMigrator.Builders.Create.ForeignKey;

public interface ICreateForeignKeyCascadeSyntax : IFluentSyntax
{
    ICreateForeignKeyCascadeSyntax OnDelete(Rule rule);
    ICreateForeignKeyCascadeSyntax OnUpdate(Rule rule);
    void OnDeleteOrUpdate(Rule rule);
}

public interface ICreateForeignKeyForeignColumnOrInSchemaSyntax : ICreateForeignKeyForeignColumnSyntax
{
    ICreateForeignKeyForeignColumnSyntax InSchema(string schemaName);
}

public interface ICreateForeignKeyForeignColumnSyntax : IFluentSyntax
{
    ICreateForeignKeyToTableSyntax ForeignColumn(string column);
    ICreateForeignKeyToTableSyntax ForeignColumns(params string[] columns);
}

public interface ICreateForeignKeyFromTableSyntax : IFluentSyntax
{
    ICreateForeignKeyForeignColumnOrInSchemaSyntax FromTable(string table);
}

public interface ICreateForeignKeyPrimaryColumnOrInSchemaSyntax : ICreateForeignKeyPrimaryColumnSyntax
{
    ICreateForeignKeyPrimaryColumnSyntax InSchema(string schemaName);
}

public interface ICreateForeignKeyPrimaryColumnSyntax : IFluentSyntax
{
    ICreateForeignKeyCascadeSyntax PrimaryColumn(string column);
    ICreateForeignKeyCascadeSyntax PrimaryColumns(params string[] columns);
}

public interface ICreateForeignKeyToTableSyntax : IFluentSyntax
{
    ICreateForeignKeyPrimaryColumnOrInSchemaSyntax ToTable(string table);
}
