using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Alter.Column;

public interface IAlterColumnAsTypeOrInSchemaSyntax : IAlterColumnAsTypeSyntax
{
    IAlterColumnAsTypeSyntax InSchema(string schemaName);
}

public interface IAlterColumnAsTypeSyntax : IColumnTypeSyntax<IAlterColumnOptionSyntax>
{
}

public interface IAlterColumnOnTableSyntax : IFluentSyntax
{
    IAlterColumnAsTypeOrInSchemaSyntax OnTable(string name);
}

public interface IAlterColumnOptionOrForeignKeyCascadeSyntax : IAlterColumnOptionSyntax, IForeignKeyCascadeSyntax<IAlterColumnOptionSyntax, IAlterColumnOptionOrForeignKeyCascadeSyntax>
{
}

public interface IAlterColumnOptionSyntax : IColumnOptionSyntax<IAlterColumnOptionSyntax, IAlterColumnOptionOrForeignKeyCascadeSyntax>
{
}
