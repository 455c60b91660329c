using MigrationGuard.Operations;

namespace MigrationGuard.Rules;

/// <summary>The options of every operation that builds, rebuilds or drops an index.</summary>
internal static class IndexWork
{
    /// <summary>The options, or null when the operation has none.</summary>
    public static IndexOptions? OptionsOf(Operation operation) => operation switch
    {
        CreateIndex o => o.Options,
        DropIndex o => o.Options,
        AlterIndex o => o.Options,
        RewriteTable o => o.Options,
        AddConstraint { Constraint: UniqueConstraint c } => c.Options,
        _ => null,
    };

    /// <summary>The operation with other options, or null when it has none.</summary>
    public static Operation? With(Operation operation, Func<IndexOptions, IndexOptions> change) => operation switch
    {
        CreateIndex o => o with { Options = change(o.Options) },
        DropIndex o => o with { Options = change(o.Options) },
        AlterIndex o => o with { Options = change(o.Options) },
        RewriteTable o => o with { Options = change(o.Options) },
        AddConstraint { Constraint: UniqueConstraint c } o => o with { Constraint = c with { Options = change(c.Options) } },
        _ => null,
    };
}
