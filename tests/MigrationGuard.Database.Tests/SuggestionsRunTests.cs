using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Database.Tests;

/// <summary>What rules suggest for their own bad samples runs on a real server, where the bad statement would have run.</summary>
public sealed class SuggestionsRunTests
{
    private static IEnumerable<RuleSample> Samples() =>
        from sample in RuleSample.All().Where(sample => !sample.IsCSharp)
        where sample.IsBad && sample.Database.Kind == DatabaseKinds.PostgreSql && RuleCatalog.Find(sample.RuleId)!.Info.Fix is FixKind.Mechanical or FixKind.Plan
        where Families.Any(family => sample.RuleId.StartsWith(family, StringComparison.Ordinal))
        select sample;

    // The families in which a suggestion takes the place of the statement; a batch to be repeated, or what comes after the statement, has tests of its own.
    private static readonly string[] Families = ["MG013", "MG014", "MG023", "MG024", "MG025", "MG061", "MG0710", "MG0712", "MG081"];

    [TestCaseSource(nameof(Samples))]
    public void A_suggestion_runs(RuleSample sample)
    {
        using var database = PostgresServer.Get(18).CreateDatabase();
        database.Execute("DO $$ BEGIN CREATE ROLE app; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
        var finding = SampleCheck.Run(sample).SelectMany(m => m.Findings).First(f => f.Rule.Id == sample.RuleId && f.Suggestion is not null);
        foreach (var file in sample.Files.TakeWhile(f => f.Name != finding.Span.Path))
        {
            database.Execute(file.Text);
        }

        if (finding.Rule.Evidence == Evidence.Step)
        {
            database.Execute(Before(sample.Files.First(f => f.Name == finding.Span.Path).Text, finding.Span));
        }

        Assert.That(() => Run(database, finding.Suggestion!), Throws.Nothing);
    }

    private static string Before(string text, SourceSpan span) => text[..(text.LastIndexOf(";\n", span.Start, StringComparison.Ordinal) + 1)];

    private static void Run(PostgresDatabase database, string suggestion)
    {
        foreach (var part in PlanParts.Of(suggestion))
        {
            // CONCURRENTLY refuses the transaction in which the statements of one command run.
            foreach (var statement in part.Contains("CONCURRENTLY", StringComparison.Ordinal) ? part.Split(";\n", StringSplitOptions.RemoveEmptyEntries) : [part])
            {
                database.Execute(statement);
            }
        }
    }
}
