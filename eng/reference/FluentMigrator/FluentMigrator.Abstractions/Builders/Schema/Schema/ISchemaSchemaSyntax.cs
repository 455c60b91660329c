using FluentMigrator.Builders.Schema.Sequence;
using FluentMigrator.Builders.Schema.Table;
using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Schema.Schema;

public interface ISchemaSchemaSyntax : IFluentSyntax
{
    bool Exists();
    ISchemaTableSyntax Table(string tableName);
    ISchemaSequenceSyntax Sequence(string sequenceName);
}
