using FluentMigrator.Builders.Rename.Column;
using FluentMigrator.Builders.Rename.Table;
using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Rename;

public interface IRenameColumnTableSyntax : IFluentSyntax
{
    IRenameColumnToOrInSchemaSyntax OnTable(string tableName);
}

public interface IRenameExpressionRoot : IFluentSyntax
{
    IRenameTableToOrInSchemaSyntax Table(string oldName);
    IRenameColumnTableSyntax Column(string oldName);
}
