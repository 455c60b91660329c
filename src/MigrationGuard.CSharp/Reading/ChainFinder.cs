using Microsoft.CodeAnalysis;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Finds the calls of migrations by places in their source, for those who change the source.</summary>
internal static class ChainFinder
{
    /// <summary>The shortest call chain around a node, and the link that holds the node; null when no migration of the file makes it.</summary>
    public static (SourceMigration Migration, MigrationCall Call, Link Link)? Find(IReadOnlyList<SourceMigration> migrations, SyntaxNode node)
    {
        (SourceMigration, MigrationCall, Link)? best = null;
        var length = int.MaxValue;
        foreach (var migration in migrations)
        {
            foreach (var call in migration.Calls)
            {
                foreach (var link in call.Chain.Links)
                {
                    if (link.Node.SyntaxTree == node.SyntaxTree && link.Span.Length < length && link.Span.IntersectsWith(node.Span) && link.Node.Span.Contains(node.Span))
                    {
                        (best, length) = ((migration, call, link), link.Span.Length);
                    }
                }
            }
        }

        return best;
    }
}
