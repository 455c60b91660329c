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
        => new(Info, Info.Severity, span, Placeholders.Fill(Info.Effect, values), Placeholders.Fill(Info.Instead, values))
        {
            NotVerified = Info.Confidence >= Confidence.Article,
        };
}
