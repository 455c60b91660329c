using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Delete.ForeignKey;

public interface IDeleteForeignKeyForeignColumnOrInSchemaSyntax : IDeleteForeignKeyForeignColumnSyntax
{
    IDeleteForeignKeyForeignColumnSyntax InSchema(string foreignSchemaName);
}

public interface IDeleteForeignKeyForeignColumnSyntax : IFluentSyntax
{
    IDeleteForeignKeyToTableSyntax ForeignColumn(string column);
    IDeleteForeignKeyToTableSyntax ForeignColumns(params string[] columns);
}

public interface IDeleteForeignKeyFromTableSyntax : IFluentSyntax
{
    IDeleteForeignKeyForeignColumnOrInSchemaSyntax FromTable(string foreignTableName);
}

public interface IDeleteForeignKeyOnTableSyntax : IFluentSyntax
{
    IInSchemaSyntax OnTable(string foreignTableName);
}

public interface IDeleteForeignKeyPrimaryColumnSyntax : IFluentSyntax
{
    void PrimaryColumn(string column);
    void PrimaryColumns(params string[] columns);
}

public interface IDeleteForeignKeyToTableSyntax : IFluentSyntax
{
    IDeleteForeignKeyPrimaryColumnSyntax ToTable(string table);
}
