using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Create.Table;

public interface ICreateTableColumnAsTypeSyntax : IColumnTypeSyntax<ICreateTableColumnOptionOrWithColumnSyntax>
{
}

public interface ICreateTableColumnOptionOrForeignKeyCascadeOrWithColumnSyntax : ICreateTableColumnOptionOrWithColumnSyntax, IForeignKeyCascadeSyntax<ICreateTableColumnOptionOrWithColumnSyntax, ICreateTableColumnOptionOrForeignKeyCascadeOrWithColumnSyntax>
{
}

public interface ICreateTableColumnOptionOrWithColumnSyntax : IColumnOptionSyntax<ICreateTableColumnOptionOrWithColumnSyntax, ICreateTableColumnOptionOrForeignKeyCascadeOrWithColumnSyntax>, ICreateTableWithColumnSyntax
{
}

public interface ICreateTableWithColumnOrSchemaOrDescriptionSyntax : ICreateTableWithColumnOrSchemaSyntax
{
    ICreateTableWithColumnOrSchemaSyntax WithDescription(string description);
}

public interface ICreateTableWithColumnOrSchemaSyntax : ICreateTableWithColumnSyntax
{
    ICreateTableWithColumnSyntax InSchema(string schemaName);
}

public interface ICreateTableWithColumnSyntax : IFluentSyntax
{
    ICreateTableColumnAsTypeSyntax WithColumn(string name);
}
