using FluentMigrator.Builders.Schema.Schema;
using FluentMigrator.Builders.Schema.Sequence;
using FluentMigrator.Builders.Schema.Table;
using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Schema;

public interface ISchemaExpressionRoot : IFluentSyntax
{
    ISchemaTableSyntax Table(string tableName);
    ISchemaSchemaSyntax Schema(string schemaName);
    ISchemaSequenceSyntax Sequence(string sequenceName);
}
