using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MigrationGuard.CSharp.Tests.FluentMigrator;
using MigrationGuard.TestKit.References;

namespace MigrationGuard.CSharp.Tests.References;

public sealed class ReferenceAssemblyTests
{
    private static readonly IReadOnlyList<MetadataReference> Framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    [Test]
    public void The_declarations_have_the_shape_of_the_real_FluentMigrator()
    {
        if (FluentMigratorReferences.Real.Count == 0)
        {
            Assert.Ignore("MIGRATIONGUARD_TEST_FLUENTMIGRATOR names no FluentMigrator 8.0.1.");
        }

        var declared = FluentMigratorReferences.Declared.Select(Reference).ToList();
        var real = FluentMigratorReferences.Real.Select(Reference).ToList();
        foreach (var (ours, theirs) in declared.Zip(real))
        {
            var others = Framework.Concat(real.Where(reference => reference != theirs));
            Assert.That(PublicShape.Missing(ours, theirs, others), Is.Empty, theirs.Display);
        }
    }

    [Test]
    public void A_changed_signature_is_a_difference_of_shape()
    {
        var ours = Compiled("public interface IA { int F(string name = null); } public class B { protected B() { } public int P { get; set; } }");
        var theirs = Compiled("public interface IA { int F(string other = null); } public class B { internal B() { } public int P { get; } }");
        Assert.That(PublicShape.Missing(ours, ours, Framework), Is.Empty);
        Assert.That(PublicShape.Missing(ours, theirs, Framework), Has.Exactly(3).Items);
    }

    [Test]
    public void Migrations_compile_against_FluentMigrator()
    {
        Assert.That(Errors(FluentMigratorReferences.Paths, Sources.FluentMigrator), Is.Empty);
    }

    [Test]
    public void Every_call_that_is_read_in_tests_compiles_against_FluentMigrator()
    {
        var sources = SentSql.All.Select((sent, number) => sent.Source.Replace("class M ", $"class M{number} ", StringComparison.Ordinal));
        Assert.That(Errors(FluentMigratorReferences.Paths, [.. sources]), Is.Empty);
    }

    [Test]
    public void Migrations_compile_against_EF_Core()
    {
        Assert.That(EntityFrameworkReferences.Paths, Has.Count.EqualTo(5));
        Assert.That(Errors(EntityFrameworkReferences.Paths, Sources.EntityFramework), Is.Empty);
    }

    private static IEnumerable<string> Errors(IEnumerable<string> paths, params string[] sources) =>
        CSharpCompilation.Create("migrations", sources.Select(source => CSharpSyntaxTree.ParseText(source)), [.. Framework, .. paths.Select(Reference)], new(OutputKind.DynamicallyLinkedLibrary))
            .GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => $"{diagnostic} in {diagnostic.Location.SourceTree}");

    private static MetadataReference Compiled(string source)
    {
        using var stream = new MemoryStream();
        var tree = CSharpSyntaxTree.ParseText($"namespace Shop; {source}");
        var result = CSharpCompilation.Create("shop", [tree], Framework, new(OutputKind.DynamicallyLinkedLibrary)).Emit(stream);
        Assert.That(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    private static MetadataReference Reference(string path) => MetadataReference.CreateFromFile(path);
}
