using System.Collections.Concurrent;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Observing;
using MigrationGuard.Rules;

namespace MigrationGuard.Checking;

/// <summary>Rules sorted by what they look at; those about single steps by the type of operation that they accept.</summary>
internal sealed class RuleSet
{
    private readonly StepRule[] _steps;
    private readonly ConcurrentDictionary<Type, StepRule[]> _byOperation = new();

    public RuleSet(IReadOnlyList<Rule> rules)
    {
        All = rules;
        _steps = [.. rules.OfType<StepRule>()];
        Migrations = [.. rules.OfType<MigrationRule>()];
        Histories = [.. rules.OfType<HistoryRule>()];
        Directives = [.. rules.OfType<DirectiveRule>()];
        Remainders = [.. rules.OfType<RemainderRule>()];
    }

    /// <summary>The rules of the catalogue.</summary>
    public static RuleSet Catalogue { get; } = new(RuleCatalog.All);

    public IReadOnlyList<Rule> All { get; }

    public MigrationRule[] Migrations { get; }

    public HistoryRule[] Histories { get; }

    public DirectiveRule[] Directives { get; }

    public RemainderRule[] Remainders { get; }

    public StepRule[] For(Type operation) => _byOperation.GetOrAdd(operation, Accepting);

    /// <summary>Whether the rule speaks of the product.</summary>
    public static bool Concerns(Rule rule, DatabaseKinds kind) => (rule.Info.Databases & kind) != 0;

    /// <summary>Whether the rule speaks of the product and the direction, and is not about what only a live database answers while none was asked.</summary>
    public static bool Speaks(Rule rule, DatabaseKinds kind, Direction direction, Observations? observed)
        => Concerns(rule, kind) && (direction == Direction.Up || rule.Info.JudgesDown) && (observed is not null || rule.Info.Evidence != Evidence.LiveDatabase);

    /// <summary>Adds what the rules say of a step.</summary>
    public void Judge(StepContext step, List<Finding> findings)
    {
        foreach (var rule in For(step.Operation.GetType()))
        {
            if (Speaks(rule, step.Database.Kind, step.Migration.Direction, step.Observed))
            {
                findings.AddRange(rule.CheckStep(step));
            }
        }
    }

    private StepRule[] Accepting(Type operation) => Array.FindAll(_steps, rule => rule.Accepts(operation));
}
