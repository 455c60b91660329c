using Microsoft.CodeAnalysis.CSharp;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Tests.Reading;

public sealed class CacheTests
{
    [Test]
    public void Editing_a_file_reads_it_and_those_that_used_it_again()
    {
        var compilation = Reads.Compilation(
            Migration(1, "Delete.Table(Names.A);"),
            Migration(2, "Delete.Table(\"b\");"),
            Migration(3, "Helpers.Drop(this);"),
            "static class Names { public const string A = \"a\"; }",
            "static class Helpers { public static void Drop(Migration m) => m.Delete.Table(\"c\"); }");
        var options = new ReadOptions(SqlDialect.PostgreSql);
        var before = MigrationSourceReader.Read(compilation, options, CancellationToken.None);

        Assert.That(Reread(3, "static class Names { public const string A = \"x\"; }"), Is.EqualTo(new[] { "M1" }));
        Assert.That(Reread(4, "static class Helpers { public static void Drop(Migration m) { } }"), Is.EqualTo(new[] { "M3" }));
        Assert.That(Reread(1, Migration(2, "Delete.Table(\"z\");")), Is.EqualTo(new[] { "M2" }));
        Assert.That(Reread(4, "static class Other { }"), Is.EqualTo(new[] { "M3" }));

        string[] Reread(int file, string text)
        {
            var tree = compilation.SyntaxTrees[file];
            var edited = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)tree.Options, tree.FilePath));
            var now = MigrationSourceReader.Read(edited, options, CancellationToken.None);
            string[] fresh = [.. now.Where(read => !before.Contains(read, ReferenceEqualityComparer.Instance)).Select(read => read.Migration.Id.Name)];
            (compilation, before) = (edited, now);
            return fresh;
        }
    }

    [Test]
    public void What_was_missing_is_read_when_it_appears()
    {
        var compilation = Reads.Compilation(Migration(1, "this.Drop();"), Migration(2, "Delete.Table(\"b\");"));
        var options = new ReadOptions(SqlDialect.PostgreSql);
        Assert.That(MigrationSourceReader.Read(compilation, options, CancellationToken.None)[0].Calls[0].Fault, Is.Not.Null);
        var more = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("static class Helpers { public static void Drop(this Migration m) => m.Delete.Table(\"c\"); }", (CSharpParseOptions)compilation.SyntaxTrees[0].Options, "z.cs"));
        Assert.That(Reads.Shown(MigrationSourceReader.Read(more, options, CancellationToken.None)[0].Calls), Is.EqualTo("Delete.Table(\"c\")"));
    }

    private static string Migration(int number, string statement)
        => $"using FluentMigrator; [Migration({number})] class M{number} : ForwardOnlyMigration {{ public override void Up() {{ {statement} }} }}";
}
