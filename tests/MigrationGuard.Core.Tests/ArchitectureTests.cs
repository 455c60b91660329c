using System.Reflection;
using System.Xml.Linq;
using MigrationGuard.TestKit;

namespace MigrationGuard.Tests;

public sealed class ArchitectureTests
{
    /// <summary>Every project that may exist outside tests/ and samples/, with the projects it may reference.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["MigrationGuard.Core"] = [],
        ["MigrationGuard.CSharp"] = ["MigrationGuard.Core"],
        ["MigrationGuard.Database"] = ["MigrationGuard.Core"],
        ["MigrationGuard.PostgreSql"] = ["MigrationGuard.Core", "MigrationGuard.Database"],
        ["MigrationGuard.SqlServer"] = ["MigrationGuard.Core", "MigrationGuard.Database"],
        ["MigrationGuard.FluentMigrator"] = ["MigrationGuard.Core", "MigrationGuard.Database"],
        ["MigrationGuard.EntityFrameworkCore"] = ["MigrationGuard.Core", "MigrationGuard.Database", "MigrationGuard.Recording"],
        ["MigrationGuard.Recording"] = ["MigrationGuard.Core", "MigrationGuard.Database"],
        ["MigrationGuard.StartupHook"] = [],
        ["MigrationGuard.Hosting"] = ["MigrationGuard.Core", "MigrationGuard.Database"],
        ["MigrationGuard.Gate"] = ["MigrationGuard.Core", "MigrationGuard.Database"],
        ["MigrationGuard.Gate.Yarp"] = ["MigrationGuard.Gate"],
        ["MigrationGuard.Cli"] =
        [
            "MigrationGuard.Core", "MigrationGuard.CSharp", "MigrationGuard.Database", "MigrationGuard.PostgreSql",
            "MigrationGuard.SqlServer", "MigrationGuard.Gate", "MigrationGuard.Recording", "MigrationGuard.StartupHook",
        ],
        ["MigrationGuard.Analyzers"] = ["MigrationGuard.Core", "MigrationGuard.CSharp"],
        ["MigrationGuard.CodeFixes"] = ["MigrationGuard.Core", "MigrationGuard.CSharp"],
        ["MigrationGuard.Analyzers.Package"] =
            ["MigrationGuard.Core", "MigrationGuard.CSharp", "MigrationGuard.Analyzers", "MigrationGuard.CodeFixes"],
    };

    private static string[] Projects { get; } =
    [
        .. new[] { "src", "analyzers" }
            .Select(folder => RepositoryFiles.Path(folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal),
    ];

    [TestCaseSource(nameof(Projects))]
    public void A_project_references_only_what_its_arrows_allow(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Assert.That(Arrows, Does.ContainKey(name), $"{name} has no row in the table of arrows.");
        Assert.That(References(project), Is.SubsetOf(Arrows[name]));
    }

    [Test]
    public void The_core_gives_nobody_a_package_or_a_project()
    {
        var core = XDocument.Load(RepositoryFiles.Path("src", "MigrationGuard.Core", "MigrationGuard.Core.csproj"));
        var packages = core.Descendants("PackageReference").Where(package => package.Attribute("PrivateAssets")?.Value != "all");
        Assert.That(packages.Concat(core.Descendants("ProjectReference")), Is.Empty);
    }

    [Test]
    public void The_built_core_needs_nothing_but_the_standard_library()
    {
        var references = Assembly.Load("MigrationGuard.Core").GetReferencedAssemblies().Select(reference => reference.Name);
        Assert.That(references, Is.EqualTo(new[] { "netstandard" }));
    }

    [Test]
    public void Every_project_lies_in_the_solution()
    {
        var solution = File.ReadAllText(RepositoryFiles.Path("MigrationGuard.sln")).Replace('\\', '/');
        var tests = Directory.EnumerateFiles(RepositoryFiles.Path("tests"), "*.csproj", SearchOption.AllDirectories);
        var missing = Projects.Concat(tests)
            .Select(project => Path.GetRelativePath(RepositoryFiles.Root, project).Replace('\\', '/'))
            .Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal));
        Assert.That(missing, Is.Empty, "Run: dotnet sln add <project>");
    }

    // Declarations of a library that the feed lacks stand for a package, not for a project of ours.
    private static IEnumerable<string> References(string project) =>
        XDocument.Load(project)
            .Descendants("ProjectReference")
            .Where(reference => !reference.Attribute("Include")!.Value.Contains(@"eng\reference", StringComparison.Ordinal))
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
