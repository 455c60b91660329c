using MigrationGuard.Classifying;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Checking;

/// <summary>Simulates a history on one candidate, migration by migration.</summary>
/// <param name="database">The candidate.</param>
/// <param name="options">The options.</param>
/// <param name="history">The migrations.</param>
/// <param name="judged">Which of them are to be judged; the others are released.</param>
internal sealed class HistorySimulation(Database database, CheckOptions options, IReadOnlyList<Migration> history, bool[] judged)
{
    private readonly SimulationState _unknown = new(database, DatabaseSchema.Unknown(database.Syntax));

    /// <summary>The state behind the last migration of direction Up that was simulated; null before the first.</summary>
    public SimulationState? End { get; private set; }

    /// <summary>The migrations with their numbers: those of direction Up in their order, each followed by the scripts that undo it, then the scripts that undo nothing known.</summary>
    public IEnumerable<(int Number, MigrationContext Context)> Run()
    {
        var state = options.CompleteHistory ? _unknown with { Schema = DatabaseSchema.Empty(database.Syntax) } : _unknown;
        var downs = Downs();

        // When nothing is said to be released, nobody knows what the live version has seen: only the migration itself is new then.
        var known = Array.Exists(judged, j => !j);
        for (var i = 0; i < history.Count; i++)
        {
            if (history[i].Direction == Direction.Up)
            {
                var pending = known && judged[i] && state.FirstPending == 0;
                var up = Simulate(history[i], pending ? state with { FirstPending = state.Migration + 1, IsOneRun = options.IsOneRun } : state) with { IsJudged = judged[i] };
                End = state = up.After;
                yield return (i, up);
                foreach (var down in downs[i] ?? [])
                {
                    yield return (down, Simulate(history[down], up.After) with { Undoes = up });
                }
            }
        }

        foreach (var down in downs[history.Count] ?? [])
        {
            yield return (down, Simulate(history[down], _unknown));
        }
    }

    private MigrationContext Simulate(Migration migration, SimulationState before)
    {
        var begin = Simulator.Begin(Informed.Before(before, migration), migration);
        var state = begin;
        var steps = new StepContext[migration.Steps.Count];
        for (var i = 0; i < steps.Length; i++)
        {
            var step = migration.Steps[i];
            state = Simulator.Enter(state, step);
            var known = Simulator.At(state, step);
            var classification = Classifier.Classify(step.Operation, known);
            var after = Simulator.Apply(state, step, classification.Cost);
            steps[i] = new StepContext(migration, step, known, after, classification, options.Live) { Position = i, Observed = options.Observed };
            state = after;
        }

        return new MigrationContext(migration, steps, begin, Simulator.End(state, migration));
    }

    /// <summary>For each migration the scripts that undo it; behind the last one those whose counterpart is not in the history.</summary>
    private List<int>?[] Downs()
    {
        var ups = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < history.Count; i++)
        {
            if (history[i].Direction == Direction.Up)
            {
                ups[Identity(history[i])] = i;
            }
        }

        var downs = new List<int>?[history.Count + 1];
        for (var i = 0; i < history.Count; i++)
        {
            if (history[i].Direction == Direction.Down)
            {
                var up = ups.TryGetValue(Identity(history[i]), out var found) ? found : history.Count;
                (downs[up] ??= []).Add(i);
            }
        }

        return downs;
    }

    /// <summary>What a migration and the script that undoes it have in common: a class, else the version, else the name.</summary>
    private static string Identity(Migration migration)
        => migration.Source != SourceKind.Sql ? "class " + migration.Path + " " + migration.Id : migration.Id.Version.Length > 0 ? "version " + migration.Id.Version : migration.Id.Name;
}
