using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Create.Column;

public interface ICreateColumnAsTypeOrInSchemaSyntax : ICreateColumnAsTypeSyntax
{
    ICreateColumnAsTypeSyntax InSchema(string schemaName);
}

public interface ICreateColumnAsTypeSyntax : IColumnTypeSyntax<ICreateColumnOptionSyntax>
{
}

public interface ICreateColumnOnTableSyntax : IFluentSyntax
{
    ICreateColumnAsTypeOrInSchemaSyntax OnTable(string name);
}

public interface ICreateColumnOptionOrForeignKeyCascadeSyntax : ICreateColumnOptionSyntax, IForeignKeyCascadeSyntax<ICreateColumnOptionSyntax, ICreateColumnOptionOrForeignKeyCascadeSyntax>
{
}

public interface ICreateColumnOptionSyntax : IColumnOptionSyntax<ICreateColumnOptionSyntax, ICreateColumnOptionOrForeignKeyCascadeSyntax>
{
    ICreateColumnOptionSyntax SetExistingRowsTo(object value);
}
