using MigrationGuard.Cli.Sources;
using MigrationGuard.Cli.Sources.Layouts;
using MigrationGuard.Databases;

namespace MigrationGuard.Cli.Checking;

/// <summary>Files of one history that are for one product.</summary>
/// <param name="Product">The product; none when it could not be told.</param>
/// <param name="Files">The files in the order in which they run.</param>
/// <param name="Asks">The file at which the user is asked for the product; null when it is known or could be told.</param>
internal sealed record ProductDecision(DatabaseKinds Product, IReadOnlyList<LoadedFile> Files, LoadedFile? Asks)
{
    /// <summary>Decides for the files of a history. Files that look like both products are checked apart, and the user is asked.</summary>
    public static IReadOnlyList<ProductDecision> Of(MigrationSet set, IReadOnlyList<LoadedFile> files, DatabaseKinds given)
    {
        var named = given != DatabaseKinds.None ? given : set.ProductOfNames();
        if (named != DatabaseKinds.None)
        {
            return [new ProductDecision(named, files, null)];
        }

        var decisions = new DatabaseKinds[files.Count];
        var all = DatabaseKinds.None;
        var signs = default(DialectSigns);
        for (var i = 0; i < files.Count; i++)
        {
            decisions[i] = DialectDetector.Decide(files[i].Signs);
            all |= decisions[i];
            signs += files[i].Signs;
        }

        var together = DialectDetector.Decide(signs);
        return together != DatabaseKinds.None ? [new ProductDecision(together, files, null)]
            : all == DatabaseKinds.All ? Split(files, decisions)
            : [new ProductDecision(all, files, all == DatabaseKinds.None ? files[0] : null)];
    }

    private static List<ProductDecision> Split(IReadOnlyList<LoadedFile> files, DatabaseKinds[] decisions)
    {
        var postgres = new List<LoadedFile>();
        var sqlServer = new List<LoadedFile>();
        var majority = decisions.Count(d => d == DatabaseKinds.PostgreSql) * 2 >= decisions.Count(d => d != DatabaseKinds.None) ? postgres : sqlServer;
        for (var i = 0; i < files.Count; i++)
        {
            (decisions[i] switch { DatabaseKinds.PostgreSql => postgres, DatabaseKinds.SqlServer => sqlServer, _ => majority }).Add(files[i]);
        }

        return [new ProductDecision(DatabaseKinds.PostgreSql, postgres, files[0]), new ProductDecision(DatabaseKinds.SqlServer, sqlServer, null)];
    }
}
