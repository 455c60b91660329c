using MigrationGuard.Databases;
using MigrationGuard.Migrations;

namespace MigrationGuard.Rules;

/// <summary>A judgement over operations. Rules are pure, total and stateless; they see no SQL text, syntax tree or connection.</summary>
public abstract class Rule
{
    private protected Rule(RuleInfo info) => Info = info;

    /// <summary>What is said about the rule.</summary>
    public RuleInfo Info { get; }

    /// <summary>A finding at a place, with every placeholder of the rule's sentences filled from <paramref name="values"/>.</summary>
    private protected Finding Report(SourceSpan span, params (string Name, object? Value)[] values)
        => Fill(span, values, step: null);

    /// <summary>A finding at a step, from which placeholders without a value are filled, see <see cref="Placeholders"/>.</summary>
    private protected Finding ReportAt(StepContext step, (string Name, object? Value)[] values)
        => Fill(step.Step.Span, values, step);

    private Finding Fill(SourceSpan span, (string Name, object? Value)[] values, StepContext? step)
        => new(Info, Info.Severity, span, Placeholders.Fill(Info.Effect, values, step), Placeholders.Fill(Info.Instead, values, step))
        {
            Statement = step?.Step.Statement ?? -1,
            NotVerified = Info.Confidence >= Confidence.Article,
        };
}
