using MigrationGuard.Rules;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Docs;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Docs;

public sealed class DocsTests
{
    private static readonly ILookup<string, RuleSample> Samples = RuleSample.All().ToLookup(s => s.RuleId);

    private static IReadOnlyList<RuleInfo> Rules { get; } = [.. RuleCatalog.All.Select(rule => rule.Info)];

    [TestCaseSource(nameof(Rules))]
    public void The_page_of_a_rule_is_current(RuleInfo rule)
        => Assert.That(GeneratedFile.Difference(RulePage.Write(rule, [.. Samples[rule.Id]]), "docs", "rules", rule.Id + ".md"), Is.Null);

    [Test]
    public void The_index_is_current() => Assert.That(GeneratedFile.Difference(RuleIndex.Write(Rules), "docs", "rules", "index.md"), Is.Null);

    [Test]
    public void The_coverage_page_is_current()
        => Assert.That(GeneratedFile.Difference(RuleIndex.WriteCoverage(CatalogueRow.All(), Rules), "docs", "rules", "coverage.md"), Is.Null);

    [Test]
    public void No_page_is_left_of_a_rule_that_does_not_exist()
    {
        var pages = Directory.EnumerateFiles(RepositoryFiles.Path("docs", "rules"), "MG*.md").Select(f => Path.GetFileNameWithoutExtension(f));
        Assert.That(pages, Is.SubsetOf(Rules.Select(rule => rule.Id)));
    }
}
