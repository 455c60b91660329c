using System.Collections.Concurrent;
using MigrationGuard.Databases;
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

    private StepRule[] Accepting(Type operation) => Array.FindAll(_steps, rule => rule.Accepts(operation));
}
