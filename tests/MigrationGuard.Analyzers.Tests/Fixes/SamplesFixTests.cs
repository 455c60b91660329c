using Microsoft.CodeAnalysis.CodeFixes;
using MigrationGuard.CodeFixes.Fixes;
using MigrationGuard.CSharp;
using MigrationGuard.TestKit.Roslyn;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Analyzers.Tests.Fixes;

/// <summary>Every bad sample of a rule that a fix is for, sent by a framework: the fix compiles, and the finding is gone.</summary>
[TestFixture(MigrationFramework.FluentMigrator)]
[TestFixture(MigrationFramework.EntityFramework)]
public sealed class SamplesFixTests(MigrationFramework framework)
{
    private static IEnumerable<TestCaseData> Plans => SampleProject.Of(PlanFix.RuleIds);

    private static IEnumerable<TestCaseData> SafeForms => SampleProject.Of(SafeFormFix.RuleIds);

    [TestCaseSource(nameof(Plans))]
    public Task A_plan_becomes_migrations(RuleSample sample) => Mend<PlanFix>(sample);

    [TestCaseSource(nameof(SafeForms))]
    public Task A_safe_form_takes_the_place_of_the_statement(RuleSample sample) => Mend<SafeFormFix>(sample);

    private static IEnumerable<TestCaseData> FollowUps => SampleProject.Of(["MG0711", "MG0145", "MG0840"]);

    [TestCaseSource(nameof(FollowUps))]
    public Task What_is_missing_is_added_as_a_migration(RuleSample sample) => Mend<FollowUpFix>(sample);

    private static IEnumerable<TestCaseData> Limits => SampleProject.Of(["MG0501", "MG0503"]);

    [TestCaseSource(nameof(Limits))]
    public Task A_limit_is_set_in_front(RuleSample sample) => Mend<LimitFix>(sample);

    private static IEnumerable<TestCaseData> Mixed => SampleProject.Of(["MG0703"]);

    [TestCaseSource(nameof(Mixed))]
    public Task A_mixture_is_split_by_phase(RuleSample sample) => Mend<SplitFix>(sample);

    private static IEnumerable<TestCaseData> Transactional => SampleProject.Of(["MG0174", "MG0620", "MG0641"]);

    [TestCaseSource(nameof(Transactional))]
    public Task What_a_transaction_must_not_hold_leaves_it(RuleSample sample) => Mend<OutsideFix>(sample);

    private static IEnumerable<TestCaseData> Misdeclared => SampleProject.Of(["MG0702"]);

    [TestCaseSource(nameof(Misdeclared))]
    public Task A_phase_that_does_not_fit_is_declared_anew(RuleSample sample) => Mend<PhaseFix>(sample);

    private Task Mend<TFix>(RuleSample sample)
        where TFix : CodeFixProvider, new()
        => VerifyFix<TFix>.ApplyAsync(SampleProject.Judged(sample, framework), Fixing.In(SampleProject.Of(sample, framework), sample.RuleId));
}
