using MigrationGuard.Classifying;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Checking;

/// <summary>The check for one of the candidate servers.</summary>
internal sealed class CandidateCheck(Database database, CheckOptions options, RuleSet rules)
{
    private readonly bool[] _silent = [.. rules.All.Select(rule => !RuleSet.Concerns(rule, database.Kind))];
    private readonly Dictionary<Rule, int> _numbers = rules.All.Select((rule, number) => (rule, number)).ToDictionary(r => r.rule, r => r.number);

    /// <summary>The contexts of the migrations in the order given, and what the rules say about those that are to be judged.</summary>
    public (MigrationContext[] Contexts, List<Finding>[] Findings) Run(IReadOnlyList<Migration> history, bool[] judged)
    {
        var contexts = SimulateAll(history, judged);
        var findings = new List<Finding>[contexts.Length];
        options.Each(contexts.Length, i => findings[i] = judged[i] ? Judge(contexts[i]) : []);

        JudgeHistory(contexts, judged, findings);
        return (contexts, findings);
    }

    private MigrationContext[] SimulateAll(IReadOnlyList<Migration> history, bool[] judged)
    {
        var unknown = new SimulationState(database, DatabaseSchema.Unknown(database.Syntax));
        var state = options.CompleteHistory ? unknown with { Schema = DatabaseSchema.Empty(database.Syntax) } : unknown;
        var contexts = new MigrationContext[history.Count];

        // When nothing is said to be released, nobody knows what the live version has seen: only the migration itself is new then.
        var known = Array.Exists(judged, j => !j);
        for (var i = 0; i < history.Count; i++)
        {
            if (history[i].Direction == Direction.Up)
            {
                var pending = known && judged[i] && state.FirstPending == 0;
                contexts[i] = Simulate(history[i], pending ? state with { FirstPending = state.Migration + 1 } : state);
                state = contexts[i].After;
            }
        }

        var counterparts = Counterparts(contexts);
        for (var i = 0; i < history.Count; i++)
        {
            if (history[i].Direction == Direction.Down)
            {
                counterparts.TryGetValue(Identity(history[i].Id), out var up);
                contexts[i] = Simulate(history[i], up?.After ?? unknown) with { Undoes = up };
            }
        }

        return contexts;
    }

    private MigrationContext Simulate(Migration migration, SimulationState before)
    {
        var begin = Simulator.Begin(before, migration);
        var state = begin;
        var steps = new StepContext[migration.Steps.Count];
        for (var i = 0; i < steps.Length; i++)
        {
            var step = migration.Steps[i];
            var classification = Classifier.Classify(step.Operation, state);
            var after = Simulator.Apply(state, step, classification.Cost);
            steps[i] = new StepContext(migration, step, state, after, classification, options.Live);
            state = after;
        }

        return new MigrationContext(migration, steps, begin, Simulator.End(state, migration));
    }

    private List<Finding> Judge(MigrationContext context)
    {
        var down = context.Migration.Direction == Direction.Down;
        var findings = new List<Finding>();
        foreach (var step in context.Steps)
        {
            foreach (var rule in rules.For(step.Operation.GetType()))
            {
                if (Speaks(rule, down))
                {
                    findings.AddRange(rule.CheckStep(step));
                }
            }
        }

        foreach (var rule in rules.Migrations)
        {
            if (Speaks(rule, down))
            {
                findings.AddRange(rule.CheckMigration(context));
            }
        }

        return findings;
    }

    private void JudgeHistory(MigrationContext[] contexts, bool[] judged, List<Finding>[] findings)
    {
        var history = Array.FindAll(contexts, c => c.Migration.Direction == Direction.Up);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < contexts.Length; i++)
        {
            numbers[contexts[i].Migration.Path] = contexts[i].Migration.Direction == Direction.Down && numbers.TryGetValue(contexts[i].Migration.Path, out var up) ? up : i;
        }

        foreach (var rule in rules.Histories)
        {
            if (!Speaks(rule, down: false))
            {
                continue;
            }

            foreach (var finding in rule.CheckHistory(history))
            {
                if (numbers.TryGetValue(finding.Span.Path, out var at) && judged[at])
                {
                    findings[at].Add(finding);
                }
            }
        }
    }

    private bool Speaks(Rule rule, bool down) => !_silent[_numbers[rule]] && (!down || rule.Info.JudgesDown);

    private static Dictionary<string, MigrationContext> Counterparts(MigrationContext?[] contexts)
    {
        var counterparts = new Dictionary<string, MigrationContext>(StringComparer.Ordinal);
        foreach (var context in contexts)
        {
            if (context is not null)
            {
                counterparts[Identity(context.Migration.Id)] = context;
            }
        }

        return counterparts;
    }

    /// <summary>What a migration and the script that undoes it have in common: the version, else the name.</summary>
    private static string Identity(MigrationId id) => id.Version.Length > 0 ? "version " + id.Version : id.Name;
}
