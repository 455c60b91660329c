using MigrationGuard.Rules;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Docs;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.PostgreSql.Tests.Live;

/// <summary>The samples of the rules that need a live database, on real servers.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class LiveSamplesTests
{
    private static IEnumerable<TestCaseData> Samples(bool bad) =>
        from sample in RuleSample.All()
        where sample.IsLive && sample.IsBad == bad
        from major in PostgresServer.Majors
        select new TestCaseData(sample, major);

    [TestCaseSource(nameof(Samples), new object[] { true })]
    public async Task A_bad_sample_is_found_by_its_rule(RuleSample sample, int major)
    {
        using var live = new LiveSample(sample, major);
        var findings = (await live.CheckAsync()).Where(finding => finding.Rule.Id == sample.RuleId).ToArray();
        Assert.That(findings, Is.Not.Empty);
        var shown = string.Concat(findings.Select(live.Shown));
        Assert.That(GeneratedFile.Difference(shown, "samples", "rules", sample.RuleId, Path.GetFileNameWithoutExtension(sample.Path) + ".txt"), Is.Null);
        Assert.That(findings.All(finding => (finding.Suggestion is not null) == (finding.Rule.Fix != FixKind.None)), Is.True);
    }

    [TestCaseSource(nameof(Samples), new object[] { false })]
    public async Task A_good_sample_is_not_found_by_its_rule(RuleSample sample, int major)
    {
        using var live = new LiveSample(sample, major);
        Assert.That((await live.CheckAsync()).Where(finding => finding.Rule.Id == sample.RuleId || finding.Rule.Id == "MG0902"), Is.Empty);
        Assert.That(await live.MigrateAsync(), Is.Null, "a good migration passes");
    }

    // Of the newest version only: the answers of both are compared above.
    private static IEnumerable<RuleSample> GoodOfOtherRules() => RuleSample.All()
        .Where(sample => sample is { IsLive: false, IsBad: false, Database.Kind: Databases.DatabaseKinds.PostgreSql } && !sample.Files.Any(file => file.Down));

    [TestCaseSource(nameof(GoodOfOtherRules))]
    public async Task A_good_sample_of_another_rule_is_good_on_a_live_database_too(RuleSample sample)
    {
        using var live = new LiveSample(sample, PostgresServer.Majors[^1]);
        Assert.That((await live.CheckAsync()).Where(finding => finding.Rule.Evidence == Evidence.LiveDatabase), Is.Empty);
    }

    [Test, Combinatorial]
    public async Task A_migration_of_which_it_is_said_that_it_fails_really_fails(
        [Values("MG0650", "MG0651", "MG0652", "MG0653", "MG0654", "MG0655", "MG0658")] string rule, [Values(15, 18)] int major)
    {
        using var live = new LiveSample(RuleSample.All().Single(sample => sample.RuleId == rule && sample.IsBad), major);
        var effect = (await live.CheckAsync()).First(finding => finding.Rule.Id == rule).Effect;
        var state = await live.MigrateAsync();
        Assert.That(state, Is.Not.Null);
        Assert.That(effect, rule == "MG0654" ? Does.Contain("fails") : Does.Contain($"({state})"));
    }

    [TestCase(15)]
    [TestCase(18)]
    public async Task A_row_that_violates_a_constraint_that_is_not_valid_really_cannot_be_changed(int major)
    {
        using var live = new LiveSample(RuleSample.All().Single(sample => sample.RuleId == "MG0281" && sample.IsBad), major);
        await live.CheckAsync();
        Assert.That(await live.MigrateAsync(), Is.Null);
        Assert.That(() => live.Database.Execute("UPDATE orders SET customer_id = NULL"), Throws.TypeOf<Npgsql.PostgresException>().With.Property("SqlState").EqualTo("23514"));
    }
}
