using Microsoft.CodeAnalysis.CodeFixes;
using MigrationGuard.CodeFixes.Fixes;
using MigrationGuard.TestKit.Roslyn;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Analyzers.Tests.Fixes;

/// <summary>Every bad sample of a rule that a fix is for, sent by FluentMigrator: the fix compiles, and the finding is gone.</summary>
public sealed class SamplesFixTests
{
    private static IEnumerable<TestCaseData> Plans => Of(PlanFix.RuleIds);

    private static IEnumerable<TestCaseData> SafeForms => Of(SafeFormFix.RuleIds);

    [TestCaseSource(nameof(Plans))]
    public Task A_plan_becomes_migrations(RuleSample sample) => Mend<PlanFix>(sample);

    [TestCaseSource(nameof(SafeForms))]
    public Task A_safe_form_takes_the_place_of_the_statement(RuleSample sample) => Mend<SafeFormFix>(sample);

    private static IEnumerable<TestCaseData> FollowUps => Of(["MG0711", "MG0145"]);

    [TestCaseSource(nameof(FollowUps))]
    public Task What_is_missing_is_added_as_a_migration(RuleSample sample) => Mend<FollowUpFix>(sample);

    private static IEnumerable<TestCaseData> Limits => Of(["MG0501", "MG0503"]);

    [TestCaseSource(nameof(Limits))]
    public Task A_limit_is_set_in_front(RuleSample sample) => Mend<LimitFix>(sample);

    private static IEnumerable<TestCaseData> Omissions => Of(["MG0214", "MG0299"]);

    [TestCaseSource(nameof(Omissions))]
    public Task What_was_left_out_is_said(RuleSample sample) => Mend<NullabilityFix>(sample);

    private static IEnumerable<TestCaseData> Names => Of(["MG0662"]);

    [TestCaseSource(nameof(Names))]
    public Task The_name_of_the_database_is_corrected(RuleSample sample) => Mend<DatabaseNameFix>(sample);

    private static IEnumerable<TestCaseData> Mixed => Of(["MG0703"]);

    [TestCaseSource(nameof(Mixed))]
    public Task A_mixture_is_split_by_phase(RuleSample sample) => Mend<SplitFix>(sample);

    private static Task Mend<TFix>(RuleSample sample)
        where TFix : CodeFixProvider, new()
    {
        return VerifyFix<TFix>.ApplyAsync(SampleProject.Judged(sample), Fixing.In(SampleProject.Of(sample), sample.RuleId));
    }

    private static IEnumerable<TestCaseData> Of(IReadOnlyList<string> ids)
        => RuleSample.All().Where(sample => sample.IsBad && ids.Contains(sample.RuleId) && SampleProject.IsPossible(sample)).Select(sample => new TestCaseData(sample).SetArgDisplayNames(sample.Path));
}
