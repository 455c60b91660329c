using MigrationGuard.Checking;
using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Planning;

public sealed class PlansOfSamplesTests
{
    private static IReadOnlyList<TestCaseData> Plans { get; } =
    [
        .. RuleSample.All().Where(sample => sample.IsBad).SelectMany(sample => SampleCheck.Run(sample)
            .SelectMany(migration => migration.Findings)
            .Where(finding => finding.Rule.Id == sample.RuleId && finding.Rule.Fix == FixKind.Plan && PlanParts.Of(finding.Suggestion ?? "").Count > 0
                && finding.Suggestion!.Contains("-- 1. ", StringComparison.Ordinal))
            .Take(1)
            .Select(finding => new TestCaseData(sample, finding.Suggestion).SetArgDisplayNames(sample.Path))),
    ];

    [TestCaseSource(nameof(Plans))]
    public void A_plan_pasted_into_migrations_passes_the_check(RuleSample sample, string plan)
        => Assert.That(Check(sample, plan).SelectMany(m => m.Findings).Where(f => f.Severity >= Severity.Warning).Select(f => $"{f.Rule.Id} {f.Span} {f.Effect}"), Is.Empty, plan);

    [TestCaseSource(nameof(Plans))]
    public void Everything_in_a_plan_is_read(RuleSample sample, string plan)
        => Assert.That(Check(sample, plan).SelectMany(m => m.Steps).Select(s => s.Step.Operation), Has.None.InstanceOf<Operations.UnreadSql>(), plan);

    private static IReadOnlyList<CheckedMigration> Check(RuleSample sample, string plan) => SampleCheck.Run(sample with
    {
        Files = [.. sample.Files.Where(f => f.Released), .. PlanParts.Of(plan).Select((part, i) => new SampleFile($"{i + 2:000}_part.sql", part, false, false))],
    });
}
