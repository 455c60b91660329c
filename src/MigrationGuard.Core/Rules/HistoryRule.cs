namespace MigrationGuard.Rules;

/// <summary>A rule that looks at the whole history, for what spreads over several migrations.</summary>
public abstract class HistoryRule : Rule
{
    private protected HistoryRule(RuleInfo info)
        : base(info)
    {
    }

    /// <summary>The findings about the history; only those in migrations that are to be judged are kept.</summary>
    internal abstract IEnumerable<Finding> CheckHistory(IReadOnlyList<MigrationContext> history);

    /// <summary>A finding at a step.</summary>
    private protected Finding Report(StepContext step, params (string Name, object? Value)[] values)
        => Report(step.Step.Span, [.. values, .. Placeholders.Of(step)]) with { Statement = step.Step.Statement };
}
