namespace MigrationGuard.Rules;

/// <summary>A rule that looks at the whole history, for what spreads over several migrations.</summary>
public abstract class HistoryRule : Rule
{
    private protected HistoryRule(RuleInfo info)
        : base(info)
    {
    }

    /// <summary>Begins to watch a history.</summary>
    internal abstract HistoryWatch Watch();

    /// <summary>A finding at a step.</summary>
    private protected Finding Report(StepContext step, params (string Name, object? Value)[] values)
        => ReportAt(step, values);
}
