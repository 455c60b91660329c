using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules;

public sealed class SamplesTests
{
    private static IReadOnlyList<RuleSample> Bad { get; } = [.. RuleSample.All().Where(s => s.IsBad && !s.IsLive)];

    private static IReadOnlyList<RuleSample> WithSuggestion { get; } = [.. Bad.Where(s => RuleCatalog.Find(s.RuleId)!.Info.Fix is FixKind.Mechanical or FixKind.Plan)];

    private static IReadOnlyList<RuleSample> WithoutSuggestion { get; } = [.. Bad.Except(WithSuggestion)];

    private static IReadOnlyList<RuleSample> Good { get; } = [.. RuleSample.All().Where(s => !s.IsBad && !s.IsLive)];

    [TestCaseSource(nameof(Bad))]
    public void A_bad_sample_is_found_by_its_rule(RuleSample sample)
        => Assert.That(Findings(sample).Select(f => f.Rule.Id), Does.Contain(sample.RuleId));

    [TestCaseSource(nameof(Bad))]
    public void Every_placeholder_of_a_finding_is_filled(RuleSample sample)
        => Assert.That(Findings(sample).SelectMany(f => new[] { f.Effect, f.Instead }), Is.All.Not.Match(@"\{[a-z]+\}"));

    [TestCaseSource(nameof(Good))]
    public void A_good_sample_has_no_finding_worth_a_warning(RuleSample sample)
        => Assert.That(Findings(sample).Where(f => !f.Held && (f.Severity >= Severity.Warning || f.Rule.Id == sample.RuleId)), Is.Empty);

    [TestCaseSource(nameof(Good))]
    public void Everything_in_a_sample_is_read(RuleSample sample)
        => Assert.That(SampleCheck.Run(sample).SelectMany(m => m.Steps).Select(s => s.Step.Operation), Has.None.InstanceOf<Operations.UnreadSql>());

    [TestCaseSource(nameof(WithSuggestion))]
    public void A_rule_that_promises_a_fix_or_plan_gives_one_for_its_bad_sample(RuleSample sample)
        => Assert.That(Findings(sample).Where(f => f.Rule.Id == sample.RuleId).Select(f => f.Suggestion), Has.Some.Matches<string?>(sql => sql is { Length: > 0 }));

    [TestCaseSource(nameof(WithoutSuggestion))]
    public void A_rule_that_gives_sql_for_its_bad_sample_says_so(RuleSample sample)
        => Assert.That(Findings(sample).Where(f => f.Rule.Id == sample.RuleId).Select(f => f.Suggestion), Is.All.Null);

    private static IEnumerable<Finding> Findings(RuleSample sample) => SampleCheck.Run(sample).SelectMany(m => m.Findings);
}
