using FluentMigrator.Builders.Delete.Column;
using FluentMigrator.Builders.Delete.Constraint;
using FluentMigrator.Builders.Delete.DefaultConstraint;
using FluentMigrator.Builders.Delete.ForeignKey;
using FluentMigrator.Builders.Delete.Index;
using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Delete;

public interface IDeleteExpressionRoot : IFluentSyntax
{
    void Schema(string schemaName);
    IIfExistsOrInSchemaSyntax Table(string tableName);
    IDeleteColumnFromTableSyntax Column(string columnName);
    IDeleteForeignKeyFromTableSyntax ForeignKey();
    IDeleteForeignKeyOnTableSyntax ForeignKey(string foreignKeyName);
    IDeleteDataOrInSchemaSyntax FromTable(string tableName);
    IDeleteIndexForTableSyntax Index(string indexName);
    IDeleteIndexForTableSyntax Index();
    IInSchemaSyntax Sequence(string sequenceName);
    IDeleteConstraintOnTableSyntax PrimaryKey(string primaryKeyName);
    IDeleteConstraintOnTableSyntax UniqueConstraint(string constraintName);
    IDeleteConstraintOnTableSyntax UniqueConstraint();
    IDeleteDefaultConstraintOnTableSyntax DefaultConstraint();
}
