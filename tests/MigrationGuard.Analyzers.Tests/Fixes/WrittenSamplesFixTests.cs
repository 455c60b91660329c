using Microsoft.CodeAnalysis.CodeFixes;
using MigrationGuard.CodeFixes.Fixes;
using MigrationGuard.CSharp;
using MigrationGuard.TestKit.Roslyn;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Analyzers.Tests.Fixes;

/// <summary>The bad samples that are written in C#.</summary>
public sealed class WrittenSamplesFixTests
{
    private static IEnumerable<TestCaseData> Omissions => SampleProject.Of(["MG0214", "MG0299"]);

    private static IEnumerable<TestCaseData> Names => SampleProject.Of(["MG0662"]);

    [TestCaseSource(nameof(Omissions))]
    public Task What_was_left_out_is_said(RuleSample sample) => Mend<NullabilityFix>(sample);

    [TestCaseSource(nameof(Names))]
    public Task The_name_of_the_database_is_corrected(RuleSample sample) => Mend<DatabaseNameFix>(sample);

    private static Task Mend<TFix>(RuleSample sample)
        where TFix : CodeFixProvider, new()
        => VerifyFix<TFix>.ApplyAsync(
            SampleProject.Judged(sample, MigrationFramework.FluentMigrator), Fixing.In(SampleProject.Of(sample, MigrationFramework.FluentMigrator), sample.RuleId));
}
