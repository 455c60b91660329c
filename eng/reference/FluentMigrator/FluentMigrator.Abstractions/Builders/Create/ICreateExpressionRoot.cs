using FluentMigrator.Builders.Create.Column;
using FluentMigrator.Builders.Create.Constraint;
using FluentMigrator.Builders.Create.ForeignKey;
using FluentMigrator.Builders.Create.Index;
using FluentMigrator.Builders.Create.Schema;
using FluentMigrator.Builders.Create.Sequence;
using FluentMigrator.Builders.Create.Table;
using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Create;

public interface ICreateExpressionRoot : IFluentSyntax
{
    ICreateSchemaOptionsSyntax Schema(string schemaName);
    ICreateTableWithColumnOrSchemaOrDescriptionSyntax Table(string tableName);
    ICreateColumnOnTableSyntax Column(string columnName);
    ICreateForeignKeyFromTableSyntax ForeignKey();
    ICreateForeignKeyFromTableSyntax ForeignKey(string foreignKeyName);
    ICreateIndexForTableSyntax Index();
    ICreateIndexForTableSyntax Index(string indexName);
    ICreateSequenceInSchemaSyntax Sequence(string sequenceName);
    ICreateConstraintOnTableSyntax PrimaryKey();
    ICreateConstraintOnTableSyntax PrimaryKey(string primaryKeyName);
    ICreateConstraintOnTableSyntax UniqueConstraint();
    ICreateConstraintOnTableSyntax UniqueConstraint(string constraintName);
}
