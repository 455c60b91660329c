using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Rename.Column;

public interface IRenameColumnToOrInSchemaSyntax : IRenameColumnToSyntax
{
    IRenameColumnToSyntax InSchema(string schemaName);
}

public interface IRenameColumnToSyntax : IFluentSyntax
{
    void To(string name);
}
