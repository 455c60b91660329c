using FluentMigrator.Infrastructure;

namespace FluentMigrator;

public abstract class AutoScriptMigration : MigrationBase
{
    protected AutoScriptMigration(IEnumerable<IEmbeddedResourceProvider> embeddedResourceProviders) => throw null;

    public sealed override void Up() => throw null;

    public sealed override void Down() => throw null;
}
