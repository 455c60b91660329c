using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Create.Schema;

public interface ICreateSchemaOptionsSyntax : IFluentSyntax
{
}
