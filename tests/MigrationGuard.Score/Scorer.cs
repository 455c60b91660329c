using MigrationGuard.Databases;
using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Score;

/// <summary>What our check says about a labelled case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Answer">What the rules that answer the case's rule say.</param>
/// <param name="Findings">Everything that our check says.</param>
internal sealed record Score(LabelledCase Case, Answer Answer, IReadOnlyList<Finding> Findings)
{
    /// <summary>Why the case was not judged.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether we and the other tool differ.</summary>
    public bool Disagrees => Answer switch
    {
        Answer.Violation => !Case.Violation,
        Answer.Ok or Answer.Unknown => Case.Violation,
        _ => false,
    };
}

/// <summary>Runs the check over labelled cases.</summary>
internal static class Scorer
{
    /// <summary>The score of a case. The SQL is taken as one script of which nobody knows how it is run.</summary>
    public static Score Run(LabelledCase labelled, RuleMap map)
    {
        if (labelled.Version is < PostgreSql.Oldest or > PostgreSql.Newest)
        {
            return NotJudged(labelled, $"about PostgreSQL {labelled.Version}, the check knows {PostgreSql.Oldest} to {PostgreSql.Newest}");
        }

        return map.NamesFor(labelled) switch
        {
            null => NotJudged(labelled, "families.json knows neither the rule nor its family"),
            [] => NotJudged(labelled, "no rule of ours speaks of it"),
            var names => Judge(labelled, names),
        };
    }

    private static Score Judge(LabelledCase labelled, IReadOnlyList<string> names)
    {
        var findings = Check.FindingsOfScript($"postgresql {labelled.Version}", labelled.Sql);
        var answer = findings.Any(f => names.Any(name => RuleMap.IsNamed(f, name))) ? Answer.Violation
            : findings.Any(f => f.Rule.Catalogue.Contains("unread-sql")) ? Answer.Unknown
            : Answer.Ok;
        return new Score(labelled, answer, findings);
    }

    private static Score NotJudged(LabelledCase labelled, string reason) => new(labelled, Answer.NotJudged, []) { Reason = reason };
}
