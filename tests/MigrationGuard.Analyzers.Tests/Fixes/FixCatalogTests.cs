using System.Reflection;
using Microsoft.CodeAnalysis.CodeFixes;
using MigrationGuard.CodeFixes;
using MigrationGuard.CodeFixes.Fixes;
using MigrationGuard.Rules;

namespace MigrationGuard.Analyzers.Tests.Fixes;

public sealed class FixCatalogTests
{
    /// <summary>Rules whose fix C# cannot say, each with the reason.</summary>
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["MG0410"] = "which rows make up a batch is for the author to say: the suggestion is one batch that has to be repeated",
        ["MG0411"] = "which rows make up a batch is for the author to say: the suggestion is one batch that has to be repeated",
        ["MG0504"] = "the runner owns the transaction: a COMMIT in the migration would end that one too; BEGIN has to go",
        ["MG0530"] = "the runners stop at the first statement that fails, so that it is not reported in C#",
        ["MG0656"] = "only a live database knows of the index, no compiler",
        ["MG0705"] = "the shim and what does not hold it are several statements that have to change together",
        ["MG0706"] = "whether it is a rename is for the author to say; the fix for renames does the rest then",
        ["MG0707"] = "DROP and ADD of one column are two calls, and application code has to follow the new name",
        ["MG0710"] = "what goes on working through the view depends on what the live version does with it",
        ["MG0712"] = "the default has to be there in a migration before this one, which may be released already",
    };

    private static IReadOnlyList<CodeFixProvider> Fixes { get; } =
    [
        .. typeof(MigrationFix).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type)).Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    private static HashSet<string> Fixed { get; } = [.. Fixes.Where(fix => fix is MigrationFix).SelectMany(fix => fix.FixableDiagnosticIds)];

    [Test]
    public void Rules_with_a_mechanical_fix_have_a_provider_or_a_reason() => Assert.That(Of(FixKind.Mechanical).Concat(Of(FixKind.Code)).Except(Fixed).Except(Reasons.Keys), Is.Empty);

    [Test]
    public void Rules_with_a_plan_have_a_provider_or_a_reason() => Assert.That(Of(FixKind.Plan).Except(Fixed).Except(Reasons.Keys), Is.Empty);

    [Test]
    public void No_rule_has_a_provider_and_a_reason_against_it() => Assert.That(Fixed.Intersect(Reasons.Keys), Is.Empty);

    [Test]
    public void Providers_are_for_rules_that_promise_a_fix() => Assert.That(Fixed.Except(Of(FixKind.Mechanical)).Except(Of(FixKind.Code)).Except(Of(FixKind.Plan)), Is.Empty);

    [Test]
    public void Every_provider_is_exported_for_csharp()
        => Assert.That(Fixes.Select(fix => fix.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>()?.Languages), Is.All.EqualTo(new[] { "C#" }));

    [Test]
    public void Every_rule_that_a_compiler_reports_can_be_allowed_for_a_reason()
        => Assert.That(new AllowFindingFix().FixableDiagnosticIds, Is.SupersetOf(Fixed));

    [Test]
    public void The_page_of_the_fixes_names_every_one()
    {
        var page = File.ReadAllText(TestKit.RepositoryFiles.Path("docs", "code-fixes.md"));
        var titles = Fixes.SelectMany(fix => fix.GetType().GetFields(BindingFlags.Public | BindingFlags.Static)).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
        Assert.That(titles.Where(title => !page.Contains($"| {title} |", StringComparison.Ordinal)), Is.Empty);
    }

    private static IEnumerable<string> Of(FixKind kind) => RuleCatalog.All.Where(rule => rule.Info.Fix == kind).Select(rule => rule.Info.Id);
}
