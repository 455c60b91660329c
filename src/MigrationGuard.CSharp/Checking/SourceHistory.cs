namespace MigrationGuard.CSharp.Checking;

/// <summary>Migrations that one runner applies to one database, in the order in which they run.</summary>
/// <param name="Framework">What runs them.</param>
/// <param name="Context">The context of EF Core that they belong to; empty where none is said.</param>
/// <param name="Migrations">The migrations.</param>
public sealed record SourceHistory(MigrationFramework Framework, string Context, IReadOnlyList<SourceMigration> Migrations)
{
    /// <summary>The histories that migrations of one project make up: one of FluentMigrator, and one of each context of EF Core.</summary>
    public static IReadOnlyList<SourceHistory> Of(IReadOnlyList<SourceMigration> migrations)
    {
        var only = OnlyContext(migrations);
        return
        [
            .. migrations
                .GroupBy(migration => (migration.Framework, migration.Framework == MigrationFramework.EntityFramework ? migration.Context ?? only : ""))
                .Select(static group => new SourceHistory(group.Key.Framework, group.Key.Item2, [.. group])),
        ];
    }

    // A migration whose designer file is lost does not say its context; where there is one context only, it is that.
    private static string OnlyContext(IReadOnlyList<SourceMigration> migrations)
    {
        string[] contexts = [.. migrations.Select(static migration => migration.Context).OfType<string>().Distinct().Take(2)];
        return contexts.Length == 1 ? contexts[0] : "";
    }
}
