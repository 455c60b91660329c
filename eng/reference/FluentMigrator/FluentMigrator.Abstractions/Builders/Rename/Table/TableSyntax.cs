using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Rename.Table;

public interface IRenameTableToOrInSchemaSyntax : IRenameTableToSyntax
{
    IRenameTableToSyntax InSchema(string schemaName);
}

public interface IRenameTableToSyntax : IFluentSyntax
{
    IInSchemaSyntax To(string name);
}
