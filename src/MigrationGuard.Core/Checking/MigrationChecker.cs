using MigrationGuard.Classifying;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.Checking;

/// <summary>Runs migrations through simulator, classifier and rules. Pure: the same input gives the same findings in the same order.</summary>
public static class MigrationChecker
{
    /// <summary>Checks a history in its order; scripts of direction Down may stand anywhere and are judged against the state behind their counterpart.</summary>
    public static IReadOnlyList<CheckedMigration> Check(IReadOnlyList<Migration> history, CheckOptions options) => Check(history, options, RuleSet.Catalogue);

    internal static IReadOnlyList<CheckedMigration> Check(IReadOnlyList<Migration> history, CheckOptions options, RuleSet rules)
    {
        var migrations = history.Select(Directives.Apply).ToArray();
        var judged = Array.ConvertAll(migrations, m => options.IsReleased?.Invoke(m) != true);
        var (contexts, findings) = new CandidateCheck(options.Candidates[0], options, rules).Run(migrations, judged);
        var steps = Array.ConvertAll(contexts, context => StepsOf(context));
        for (var i = 1; i < options.Candidates.Count; i++)
        {
            var (others, more) = new CandidateCheck(options.Candidates[i], options, rules).Run(migrations, judged);
            for (var m = 0; m < contexts.Length; m++)
            {
                findings[m] = Candidates.Common(findings[m], more[m]);
                Candidates.KeepWorst(steps[m], others[m].Steps);
            }
        }

        var crowded = CrowdedFiles(migrations);
        var results = new CheckedMigration[contexts.Length];
        options.Each(contexts.Length, m => results[m] = judged[m]
            ? new Verdict(contexts[m], options, rules, crowded.Contains(contexts[m].Migration.Path)).Of(steps[m], findings[m])
            : new CheckedMigration(migrations[m], steps[m], []));

        return results;
    }

    private static CheckedStep[] StepsOf(MigrationContext context)
    {
        var steps = new CheckedStep[context.Steps.Count];
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = new CheckedStep(context.Steps[i].Step, context.Steps[i].Classification);
        }

        return steps;
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
