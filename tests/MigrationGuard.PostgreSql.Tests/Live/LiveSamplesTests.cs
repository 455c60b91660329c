using MigrationGuard.Rules;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Docs;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.PostgreSql.Tests.Live;

/// <summary>The samples of the rules that need a live database, on real servers.</summary>
[TestFixture(15)]
[TestFixture(18)]
[Parallelizable(ParallelScope.Children)]
public sealed class LiveSamplesTests(int major)
{
    private static IEnumerable<RuleSample> Samples(bool bad) => RuleSample.All().Where(sample => sample.IsLive && sample.IsBad == bad);

    [TestCaseSource(nameof(Samples), new object[] { true })]
    [Category("Generated")]
    public async Task A_bad_sample_is_found_by_its_rule(RuleSample sample)
    {
        using var live = new LiveSample(sample, major);
        var findings = (await live.CheckAsync()).Where(finding => finding.Rule.Id == sample.RuleId).ToArray();
        Assert.That(findings, Is.Not.Empty);
        var shown = string.Concat(findings.Select(live.Shown));
        Assert.That(GeneratedFile.Difference(shown, "samples", "rules", sample.RuleId, Path.GetFileNameWithoutExtension(sample.Path) + ".txt"), Is.Null);
        Assert.That(findings.All(finding => (finding.Suggestion is not null) == (finding.Rule.Fix is FixKind.Mechanical or FixKind.Plan)), Is.True);
    }

    [TestCaseSource(nameof(Samples), new object[] { false })]
    public async Task A_good_sample_is_not_found_by_its_rule(RuleSample sample)
    {
        using var live = new LiveSample(sample, major);
        Assert.That((await live.CheckAsync()).Where(finding => finding.Rule.Id == sample.RuleId || finding.Rule.Id == "MG0902"), Is.Empty);
        Assert.That(await live.MigrateAsync(), Is.Null, "a good migration passes");
    }

    [Test]
    public async Task A_migration_of_which_it_is_said_that_it_fails_really_fails([Values("MG0650", "MG0651", "MG0652", "MG0653", "MG0654", "MG0655", "MG0658")] string rule)
    {
        using var live = new LiveSample(RuleSample.All().Single(sample => sample.RuleId == rule && sample.IsBad), major);
        var effect = (await live.CheckAsync()).First(finding => finding.Rule.Id == rule).Effect;
        var state = await live.MigrateAsync();
        Assert.That(state, Is.Not.Null);
        Assert.That(effect, rule == "MG0654" ? Does.Contain("fails") : Does.Contain($"({state})"));
    }

    [Test]
    public async Task A_row_that_violates_a_constraint_that_is_not_valid_really_cannot_be_changed()
    {
        using var live = new LiveSample(RuleSample.All().Single(sample => sample.RuleId == "MG0281" && sample.IsBad), major);
        await live.CheckAsync();
        Assert.That(await live.MigrateAsync(), Is.Null);
        Assert.That(() => live.Database.Execute("UPDATE orders SET customer_id = NULL"), Throws.TypeOf<Npgsql.PostgresException>().With.Property("SqlState").EqualTo("23514"));
    }
}
