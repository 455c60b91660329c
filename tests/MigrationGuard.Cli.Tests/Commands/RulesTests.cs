using System.Text.Json.Nodes;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Tests.Commands;

public sealed class RulesTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Every_rule_has_a_line()
        => Assert.That(InProcess.Run(_folder, "rules").Output.TrimEnd().Split('\n').Select(line => line[..6]), Is.EqualTo(RuleCatalog.All.Select(rule => rule.Info.Id)));

    [TestCase("MG0101")]
    [TestCase("mg0101")]
    [TestCase("IndexBlocksWrites")]
    public void A_rule_is_explained_by_id_or_name(string id)
    {
        var rule = RuleCatalog.Find("MG0101")!.Info;
        var output = InProcess.Run(_folder, "rules", id).Output;
        Assert.That(output, Does.Contain(rule.When).And.Contain(rule.EffectInGeneral ?? rule.Effect).And.Contain(rule.InsteadInGeneral ?? rule.Instead).And.Contain(rule.HelpUri).And.Contain(rule.Sources[0]));
    }

    [Test]
    public void An_unknown_rule_gets_the_nearest_ones()
        => Assert.That(InProcess.Run(_folder, "rules", "MG101").Error, Does.StartWith("migrationguard: there is no rule MG101; nearest are \"MG0101\", "));

    [Test]
    public void Rules_are_given_as_json()
    {
        var rules = JsonNode.Parse(InProcess.Run(_folder, "rules", "--output", "json").Output)!.AsArray();
        Assert.That(rules.Select(rule => rule!["id"]!.GetValue<string>()), Is.EqualTo(RuleCatalog.All.Select(rule => rule.Info.Id)));
        Assert.That(JsonNode.Parse(InProcess.Run(_folder, "rules", "MG0101", "--output", "json").Output)!.AsArray(), Has.Count.EqualTo(1));
    }
}
