using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.Checking;

/// <summary>The check for one of the candidate servers.</summary>
internal sealed class CandidateCheck(Database database, CheckOptions options, RuleSet rules)
{
    // Enough to keep all processors busy; more would only be more states in memory.
    private const int Batch = 128;

    /// <summary>The migrations in the order given, with what the rules say about those that are to be judged.</summary>
    public JudgedMigration[] Run(IReadOnlyList<Migration> history, bool[] judged)
    {
        var results = new JudgedMigration[history.Count];
        var watches = Array.ConvertAll(Array.FindAll(rules.Histories, rule => Speaks(rule, Direction.Up)), rule => rule.Watch());
        var simulation = new HistorySimulation(database, options, history, judged);
        using var simulated = simulation.Run().GetEnumerator();
        var (ready, next) = (new List<(int Number, MigrationContext Context)>(Batch), new List<(int Number, MigrationContext Context)>(Batch));
        Fill(next, simulated, watches);
        while (next.Count > 0)
        {
            (ready, next) = (next, ready);
            next.Clear();

            // One goes on simulating while the others judge what is simulated.
            options.Each(ready.Count + 1, i =>
            {
                if (i == 0)
                {
                    Fill(next, simulated, watches);
                }
                else
                {
                    var (number, context) = ready[i - 1];
                    results[number] = JudgedMigration.Of(context, judged[number] ? Judge(context) : []);
                }
            });
        }

        if (simulation.End is { } end)
        {
            AddFindings(watches.SelectMany(watch => watch.Findings(end)), results, judged);
        }

        return results;
    }

    private static void Fill(List<(int Number, MigrationContext Context)> batch, IEnumerator<(int Number, MigrationContext Context)> simulated, HistoryWatch[] watches)
    {
        while (batch.Count < Batch && simulated.MoveNext())
        {
            batch.Add(simulated.Current);
            if (simulated.Current.Context.Migration.Direction == Direction.Up)
            {
                foreach (var watch in watches)
                {
                    watch.See(simulated.Current.Context);
                }
            }
        }
    }

    private List<Finding> Judge(MigrationContext context)
    {
        var findings = new List<Finding>();
        foreach (var step in context.Steps)
        {
            rules.Judge(step, findings);
        }

        foreach (var rule in rules.Migrations)
        {
            if (Speaks(rule, context.Migration.Direction))
            {
                findings.AddRange(rule.CheckMigration(context));
            }
        }

        return findings;
    }

    private static void AddFindings(IEnumerable<Finding> findings, JudgedMigration[] migrations, bool[] judged)
    {
        var byFile = new Dictionary<string, int>(StringComparer.Ordinal);
        var byPlace = new Dictionary<SourceSpan, int>();
        for (var i = 0; i < migrations.Length; i++)
        {
            var migration = migrations[i].Migration;
            byFile[migration.Path] = migration.Direction == Direction.Down && byFile.TryGetValue(migration.Path, out var up) ? up : i;
            foreach (var step in migration.Direction == Direction.Up ? migrations[i].Steps : [])
            {
                byPlace[step.Step.Span] = i;
            }
        }

        // A file of C# may hold several migrations, and a migration may run a script that is a file of its own.
        foreach (var finding in findings)
        {
            if ((byPlace.TryGetValue(finding.Span, out var at) || byFile.TryGetValue(finding.Span.Path, out at)) && judged[at])
            {
                migrations[at].Findings.Add(finding);
            }
        }
    }

    private bool Speaks(Rule rule, Direction direction) => RuleSet.Speaks(rule, database.Kind, direction, options.Observed);
}
