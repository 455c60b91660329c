using System.Reflection;
using FluentMigrator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MigrationGuard.Migrations;
using MigrationGuard.TestKit;

namespace MigrationGuard.FluentMigrator.Tests.Reading;

/// <summary>Sources that are read by the analyzers' reader, and compiled, loaded and collected with the real builders and generator.</summary>
public sealed class SourceParityTests
{
    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
        .. Directory.GetFiles(AppContext.BaseDirectory, "FluentMigrator*.dll").Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static IEnumerable<TestCaseData> Calls
    {
        get
        {
            var text = File.ReadAllText(RepositoryFiles.Path("tests", "MigrationGuard.CSharp.Tests", "FluentMigrator", "sent.txt"));
            foreach (var part in ("\n" + text).Split("\n=== ").Skip(1).Select(part => part + "\n"))
            {
                var sent = part[part.IndexOf("\n--- postgresql\n", StringComparison.Ordinal)..part.IndexOf("--- sqlserver\n", StringComparison.Ordinal)];
                var lines = part[..part.IndexOf("\n--- postgresql\n", StringComparison.Ordinal)].Split('\n', 2);
                if (!sent.Contains("! ", StringComparison.Ordinal) && lines[0] is "" or "FluentMigrator.Postgres")
                {
                    yield return new TestCaseData(lines[0], lines[1]).SetArgDisplayNames(lines[1]);
                }
            }
        }
    }

    [TestCaseSource(nameof(Calls))]
    public void A_call_gives_the_findings_of_the_analyzer(string import, string call) => Compare($$"""
        using System;
        using System.Collections.Generic;
        using System.Data;
        using FluentMigrator;
        using FluentMigrator.Builder.Create.Index;
        using FluentMigrator.Model;
        {{(import.Length == 0 ? "" : $"using {import};")}}
        [Migration(1)]
        public class M : Migration
        {
            public override void Up()
            {
                {{call}}
            }
            public override void Down() { }
        }
        """);

    [Test]
    public void The_migrations_of_the_web_shop_give_the_findings_of_the_analyzer()
    {
        var folder = RepositoryFiles.Path("samples", "WebShop", "Migrations.FluentMigrator");
        var sources = new[] { "4.2/Shop.cs", "4.3/expand/AddHandle.cs", "4.3/expand/FillHandle.cs", "4.3/naive/RenameUsername.cs" };
        foreach (var source in sources)
        {
            Compare(File.ReadAllText(Path.Combine(folder, source)));
        }
    }

    private static void Compare(string source)
    {
        var read = Judged.Read(source).First(migration => migration.Direction == Direction.Up);
        var type = Compiled(source).GetTypes().Single(type => type.IsAssignableTo(typeof(IMigration)));
        var collected = Judged.Collect((IMigration)Activator.CreateInstance(type)!, read.Id) with { Transaction = read.Transaction };
        Assert.That(Lines(Judged.Findings(collected)), Is.EqualTo(Lines(Judged.Findings(read))), source);
    }

    // The analyzers count lines of the source, the hook those of the SQL.
    private static string Lines(string findings) => System.Text.RegularExpressions.Regex.Replace(findings, @"\bline \d+", "line");

    private static Assembly Compiled(string source)
    {
        using var stream = new MemoryStream();
        var result = CSharpCompilation.Create("M" + Guid.NewGuid().ToString("N"), [CSharpSyntaxTree.ParseText(source)], References, new(OutputKind.DynamicallyLinkedLibrary)).Emit(stream);
        Assert.That(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty, source);
        return Assembly.Load(stream.ToArray());
    }
}
