using FluentMigrator.Infrastructure;
using FluentMigrator.Model;
using System.Data;

namespace FluentMigrator.Builders;

public interface IColumnExpressionBuilder : IFluentSyntax
{
    string SchemaName { get; }
    string TableName { get; }
    ColumnDefinition Column { get; }
}

public interface IForeignKeyCascadeSyntax<TNext, TNextFk> : IFluentSyntax
    where TNext : IFluentSyntax
    where TNextFk : IFluentSyntax
{
    TNextFk OnDelete(Rule rule);
    TNextFk OnUpdate(Rule rule);
    TNext OnDeleteOrUpdate(Rule rule);
}

public interface IIfExistsOrInSchemaSyntax : IInSchemaSyntax
{
    IInSchemaSyntax IfExists();
}

public interface IInSchemaSyntax : IFluentSyntax
{
    void InSchema(string schemaName);
}
