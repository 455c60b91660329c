using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests;

public sealed class CachingTests
{
    private static readonly Dictionary<string, string> Sources = new()
    {
        ["M1.cs"] = Projects.Migration("""Create.Table("orders").WithColumn("id").AsInt64();""", version: 1),
        ["M2.cs"] = Projects.Migration("""Create.Index("ix").OnTable("orders").OnColumn("id");""", version: 2),
    };

    [Test]
    public void Both_analyzers_report_from_one_check()
    {
        var compilation = CompilerHost.Compile(Sources, Projects.PostgreSql);
        var surroundings = CompilerHost.Surroundings(Projects.PostgreSql);
        var first = CompilationCheck.Of(compilation, surroundings, default);
        Assert.That(CompilationCheck.Of(compilation, surroundings, default), Is.SameAs(first));
    }

    [Test]
    public void A_changed_additional_file_is_looked_at_again()
    {
        var compilation = CompilerHost.Compile(Sources, Projects.PostgreSql);
        var on16 = CompilationCheck.Of(compilation, CompilerHost.Surroundings(Projects.PostgreSql), default);
        var malformed = CompilationCheck.Of(compilation, CompilerHost.Surroundings(Projects.Unconfigured.With(Projects.Configuration, "{")), default);
        Assert.That(malformed.InFiles.Values.SelectMany(found => found).Select(found => found.Id), Is.EqualTo(new[] { "MG0904" }));
        Assert.That(on16.InFiles.Values.SelectMany(found => found).Select(found => found.Id), Has.None.EqualTo("MG0904"));
    }

    [Test]
    public void A_check_that_was_cancelled_is_done_by_the_next_who_asks()
    {
        var compilation = CompilerHost.Compile(Sources, Projects.PostgreSql);
        var surroundings = CompilerHost.Surroundings(Projects.PostgreSql);
        Assert.That(() => CompilationCheck.Of(compilation, surroundings, new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(CompilationCheck.Of(compilation, surroundings, default).InFiles, Is.Not.Empty);
    }

    [Test]
    public void An_edit_of_one_file_leaves_what_was_read_of_the_others()
    {
        var compilation = CompilerHost.Compile(Sources, Projects.PostgreSql);
        CSharp.ReadOptions options = new(Sql.SqlDialect.PostgreSql);
        var before = CSharp.MigrationSourceReader.Read(compilation, options, default);
        var edited = compilation.SyntaxTrees.Single(tree => tree.FilePath.EndsWith("M2.cs", StringComparison.Ordinal));
        var text = edited.GetText();
        var after = CSharp.MigrationSourceReader.Read(
            compilation.ReplaceSyntaxTree(edited, edited.WithChangedText(text.WithChanges(new TextChange(new TextSpan(text.ToString().IndexOf("\"ix\"", StringComparison.Ordinal), 4), "\"iy\"")))), options, default);
        Assert.That(Of(after, "M1"), Is.SameAs(Of(before, "M1")));
        Assert.That(Of(after, "M2"), Is.Not.SameAs(Of(before, "M2")));
    }

    private static CSharp.SourceMigration Of(IEnumerable<CSharp.SourceMigration> read, string name)
        => read.First(migration => migration.Class.Identifier.ValueText == name && migration.Migration.Direction == Migrations.Direction.Up);
}
