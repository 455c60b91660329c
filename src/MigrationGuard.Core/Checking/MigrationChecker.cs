using MigrationGuard.Classifying;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Checking;

/// <summary>Runs migrations through simulator, classifier and rules. Pure: the same input gives the same findings in the same order.</summary>
public static class MigrationChecker
{
    /// <summary>Checks a history in its order; scripts of direction Down may stand anywhere and are judged against the state behind their counterpart.</summary>
    public static IReadOnlyList<CheckedMigration> Check(IReadOnlyList<Migration> history, CheckOptions options)
    {
        var results = new List<CheckedMigration>();
        var database = options.Candidates[0];
        var schema = options.CompleteHistory ? DatabaseSchema.Empty(database.Syntax) : DatabaseSchema.Unknown(database.Syntax);
        var state = new SimulationState(database, schema);
        foreach (var migration in history)
        {
            var context = Simulate(migration, state, options);
            state = context.After;
            var findings = new List<Finding>();
            foreach (var step in context.Steps)
            {
                foreach (var rule in RuleCatalog.All)
                {
                    if (rule is StepRule stepRule && stepRule.Accepts(step.Operation.GetType()))
                    {
                        findings.AddRange(stepRule.CheckStep(step));
                    }
                }
            }

            results.Add(new CheckedMigration(migration, [.. context.Steps.Select(s => new CheckedStep(s.Step, s.Classification))], findings));
        }

        return results;
    }

    private static MigrationContext Simulate(Migration migration, SimulationState before, CheckOptions options)
    {
        var begin = Simulator.Begin(before, migration);
        var state = begin;
        var steps = new List<StepContext>(migration.Steps.Count);
        foreach (var step in migration.Steps)
        {
            var classification = Classifier.Classify(step.Operation, state);
            var after = Simulator.Apply(state, step, classification.Cost);
            steps.Add(new StepContext(migration, step, state, after, classification, options.Live));
            state = after;
        }

        return new MigrationContext(migration, steps, begin, Simulator.End(state, migration));
    }
}
