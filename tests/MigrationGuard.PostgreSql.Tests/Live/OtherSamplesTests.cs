using MigrationGuard.Rules;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.PostgreSql.Tests.Live;

/// <summary>The good samples of the rules that need no live database, on one: the newest, since the answers of all are compared where they are asked for.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class OtherSamplesTests
{
    private static IEnumerable<RuleSample> GoodOfOtherRules() => RuleSample.All()
        .Where(sample => sample is { IsLive: false, IsBad: false, IsCSharp: false, Database.Kind: Databases.DatabaseKinds.PostgreSql } && !sample.Files.Any(file => file.Down));

    [TestCaseSource(nameof(GoodOfOtherRules))]
    public async Task A_good_sample_of_another_rule_is_good_on_a_live_database_too(RuleSample sample)
    {
        using var live = new LiveSample(sample, PostgresServer.Majors[^1]);
        Assert.That((await live.CheckAsync()).Where(finding => finding.Rule.Evidence == Evidence.LiveDatabase), Is.Empty);
    }
}
