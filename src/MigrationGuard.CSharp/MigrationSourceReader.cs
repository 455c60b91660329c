using Microsoft.CodeAnalysis;
using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp;

/// <summary>
/// Reads the migrations of C# sources without running anything: FluentMigrator and EF Core, by metadata name where references resolve, by syntax where they do
/// not. Total: code that does not compile gives what can be read of it, the rest is <see cref="Operations.UnreadSql"/> with the reason.
/// </summary>
public static class MigrationSourceReader
{
    /// <summary>Every migration of the compilation, both directions, in the order in which they run (version, then name); the way down stands behind the way up.</summary>
    public static IReadOnlyList<SourceMigration> Read(Compilation compilation, ReadOptions options, CancellationToken cancellation)
    {
        var all = new List<SourceMigration>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            all.AddRange(Read(compilation, tree, options, cancellation));
        }

        return MigrationOrder.Sort(all);
    }

    /// <summary>The migrations of some of the files, in the same order; <paramref name="each"/> as in <see cref="MigrationGuard.Checking.CheckOptions.Each"/>.</summary>
    public static IReadOnlyList<SourceMigration> Read(
        Compilation compilation, IReadOnlyList<SyntaxTree> trees, ReadOptions options, Action<int, Action<int>> each, CancellationToken cancellation)
    {
        var read = new IReadOnlyList<SourceMigration>[trees.Count];
        each(trees.Count, i => read[i] = Read(compilation, trees[i], options, cancellation));
        return MigrationOrder.Sort([.. read.SelectMany(static migrations => migrations)]);
    }

    /// <summary>The migrations of one file. What it takes from other files is followed; the result is kept as long as none of those files changes.</summary>
    public static IReadOnlyList<SourceMigration> Read(Compilation compilation, SyntaxTree tree, ReadOptions options, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return ReadCache.Of(tree).Get(compilation, options, scripts => TreeReader.Read(compilation, tree, options with { Scripts = scripts }, cancellation));
    }
}
