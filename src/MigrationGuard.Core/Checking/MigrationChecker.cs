using MigrationGuard.Migrations;
using MigrationGuard.Observing;
using MigrationGuard.Rules;

namespace MigrationGuard.Checking;

/// <summary>Runs migrations through simulator, classifier and rules. Pure: the same input gives the same findings in the same order.</summary>
public static class MigrationChecker
{
    /// <summary>Checks a history in its order; scripts of direction Down may stand anywhere and are judged against the state behind their counterpart.</summary>
    public static IReadOnlyList<CheckedMigration> Check(IReadOnlyList<Migration> history, CheckOptions options) => Check(history, options, RuleSet.Catalogue);

    /// <summary>What the rules have to know from a live database to judge the migrations, each question once; the answers go into <see cref="CheckOptions.Observed"/>.</summary>
    public static IReadOnlyList<Question> Questions(IReadOnlyList<Migration> history, CheckOptions options)
    {
        var (questions, seen) = (new List<Question>(), new HashSet<Question>());
        foreach (var (_, question) in QuestionsOf(history, options))
        {
            if (seen.Add(question))
            {
                questions.Add(question);
            }
        }

        return questions;
    }

    /// <summary>The same for each migration by its number in the history; a question may come several times.</summary>
    public static IEnumerable<(int Migration, Question Question)> QuestionsOf(IReadOnlyList<Migration> history, CheckOptions options)
    {
        var migrations = history.Select(Directives.Apply).ToArray();
        var judged = Array.ConvertAll(migrations, m => m.Direction == Direction.Up && options.IsReleased?.Invoke(m) != true);
        foreach (var (number, context) in new HistorySimulation(options.Candidates[0], options, migrations, judged).Run())
        {
            foreach (var question in judged[number] ? context.Steps.SelectMany(Asked) : [])
            {
                yield return (number, question);
            }
        }
    }

    private static IEnumerable<Question> Asked(StepContext step)
        => RuleSet.Catalogue.For(step.Operation.GetType()).OfType<IAsking>().SelectMany(rule => rule.Questions(step));

    internal static IReadOnlyList<CheckedMigration> Check(IReadOnlyList<Migration> history, CheckOptions options, RuleSet rules)
    {
        var migrations = history.Select(Directives.Apply).ToArray();
        var judged = Array.ConvertAll(migrations, m => options.IsReleased?.Invoke(m) != true);
        var results = new CandidateCheck(options.Candidates[0], options, rules).Run(migrations, judged);
        for (var i = 1; i < options.Candidates.Count; i++)
        {
            var others = new CandidateCheck(options.Candidates[i], options, rules).Run(migrations, judged);
            for (var m = 0; m < results.Length; m++)
            {
                results[m] = results[m] with { Findings = Candidates.Common(results[m].Findings, others[m].Findings) };
                Candidates.KeepWorst(results[m].Steps, others[m].Steps);
            }
        }

        var crowded = CrowdedFiles(migrations);
        var verdicts = new CheckedMigration[results.Length];
        options.Each(results.Length, m => verdicts[m] = judged[m]
            ? new Verdict(results[m], options, rules, crowded.Contains(results[m].Migration.Path)).Of()
            : new CheckedMigration(results[m].Migration, results[m].Steps, []));
        SharedDirectives.Settle(verdicts, judged, rules);
        return verdicts;
    }

    /// <summary>The files that hold more than one migration; a script that undoes one does not count.</summary>
    private static HashSet<string> CrowdedFiles(Migration[] migrations)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var crowded = new HashSet<string>(StringComparer.Ordinal);
        foreach (var migration in migrations)
        {
            if (migration.Direction == Direction.Up && !seen.Add(migration.Path))
            {
                crowded.Add(migration.Path);
            }
        }

        return crowded;
    }
}
