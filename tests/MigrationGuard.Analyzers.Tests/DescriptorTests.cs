using Microsoft.CodeAnalysis;
using MigrationGuard.Rules;

namespace MigrationGuard.Analyzers.Tests;

public sealed class DescriptorTests
{
    private static IReadOnlyList<RuleInfo> Decidable { get; } = [.. RuleCatalog.All.Select(rule => rule.Info).Where(rule => rule.Evidence != Evidence.LiveDatabase)];

    [Test]
    public void Every_rule_that_the_compiler_can_decide_has_one_descriptor()
        => Assert.That(Descriptors.Steps.Concat(Descriptors.Histories).Select(d => d.Id), Is.Unique.And.EquivalentTo(Decidable.Select(rule => rule.Id)));

    [Test]
    public void A_rule_that_asks_a_live_database_has_none()
        => Assert.That(RuleCatalog.All.Where(rule => rule.Info.Evidence == Evidence.LiveDatabase).Select(rule => Descriptors.For(rule.Info)), Is.Not.Empty.And.All.Null);

    [TestCaseSource(nameof(Decidable))]
    public void A_descriptor_says_what_the_rule_says(RuleInfo rule)
    {
        var descriptor = Descriptors.For(rule)!;
        Assert.Multiple(() =>
        {
            Assert.That(descriptor.Title.ToString(), Is.EqualTo(rule.Title));
            Assert.That(descriptor.HelpLinkUri, Is.EqualTo(rule.HelpUri));
            Assert.That(descriptor.DefaultSeverity, Is.EqualTo(Descriptors.LevelOf(rule.Severity)));
            Assert.That(descriptor.IsEnabledByDefault, Is.EqualTo(rule.Severity != Severity.None));
            Assert.That(descriptor.Description.ToString(), Does.StartWith(rule.When));
        });
    }

    [TestCaseSource(nameof(Decidable))]
    public void Only_what_needs_the_whole_history_is_marked_as_reported_at_the_end(RuleInfo rule)
        => Assert.That(Descriptors.For(rule)!.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd), Is.EqualTo(rule.Evidence == Evidence.History));

    [Test]
    public void Categories_are_the_families_of_the_rules()
        => Assert.That(Descriptors.For(RuleCatalog.Find("MG0101")!.Info)!.Category, Is.EqualTo("MigrationGuard.Locking"));
}
