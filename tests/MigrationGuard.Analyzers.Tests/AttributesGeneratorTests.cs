using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests;

public sealed class AttributesGeneratorTests
{
    private const string Uses = """
        using MigrationGuard;

        namespace Shop
        {
            [Phase(Phase.Contract)]
            [AllowFinding("MG0101", Because = "ten rows", Until = "2027-01-31")]
            [AllowFinding("MG0205", Because = "nobody reads it")]
            internal sealed class Marked
            {
                [AllowFinding("MG0101", Because = "ten rows")]
                public void Up()
                {
                }
            }
        }
        """;

    [TestCase(LanguageVersion.CSharp7_3)]
    [TestCase(LanguageVersion.Latest)]
    public void Migrations_can_be_marked(LanguageVersion language) => Assert.That(Diagnostics(Compile(Uses, "Shop", language)), Is.Empty);

    [Test]
    public void Nothing_is_said_about_them_where_nullable_references_are_on()
    {
        var compilation = (CSharpCompilation)Compile(Uses, "Shop", LanguageVersion.Latest);
        Assert.That(Diagnostics(compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Enable))), Is.Empty);
    }

    [Test]
    public void A_project_that_sees_the_internals_of_another_uses_its_own()
    {
        var other = Compile(Uses.Replace("namespace", "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Shop\")] namespace", StringComparison.Ordinal), "Base", LanguageVersion.Latest);
        Assert.That(Diagnostics(Compile(Uses, "Shop", LanguageVersion.Latest).AddReferences(other.ToMetadataReference())), Is.Empty);
        using var image = new MemoryStream();
        Assert.That(other.Emit(image).Success);
        Assert.That(Diagnostics(Compile(Uses, "Shop", LanguageVersion.Latest).AddReferences(MetadataReference.CreateFromImage(image.ToArray()))), Is.Empty);
    }

    private static Compilation Compile(string source, string assembly, LanguageVersion language)
    {
        var options = new VerifyOptions { Generators = [new AttributesGenerator()], Language = language };
        return CompilerHost.Compile(new Dictionary<string, string> { ["Marked.cs"] = source }, options).WithAssemblyName(assembly);
    }

    private static IEnumerable<Diagnostic> Diagnostics(Compilation compilation) => compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
}
