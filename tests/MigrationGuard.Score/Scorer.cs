using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Score;

/// <summary>What our check says about a labelled case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Found">Whether one of the rules that answer the case's rule complains; null when none of ours answers it.</param>
/// <param name="Findings">Everything that our check says.</param>
internal sealed record Score(LabelledCase Case, bool? Found, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether we and the other tool differ.</summary>
    public bool Disagrees => Found is { } found && found != Case.Violation;
}

/// <summary>Runs the check over labelled cases.</summary>
internal static class Scorer
{
    /// <summary>The score of a case. The SQL is taken as one script of which nobody knows how it is run.</summary>
    public static Score Run(LabelledCase labelled, RuleMap map)
    {
        var findings = Check.FindingsOfScript($"postgresql {labelled.Version}", labelled.Sql);
        var rules = map.RulesFor(labelled);
        return new Score(labelled, rules is null || rules.Count == 0 ? null : findings.Any(f => rules.Contains(f.Rule.Id)), findings);
    }
}
