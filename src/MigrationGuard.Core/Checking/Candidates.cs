using MigrationGuard.Rules;

namespace MigrationGuard.Checking;

/// <summary>Joins what the checks for several candidate servers say.</summary>
internal static class Candidates
{
    /// <summary>The findings that both have: same rule, same place. The first ones are kept, unverified when either is.</summary>
    public static List<Finding> Common(List<Finding> first, List<Finding> second)
    {
        var others = new Dictionary<(string Id, int Start, int Statement), bool>();
        foreach (var finding in second)
        {
            var key = KeyOf(finding);
            others[key] = (others.TryGetValue(key, out var doubtful) && doubtful) || finding.NotVerified;
        }

        var common = new List<Finding>();
        foreach (var finding in first)
        {
            if (others.TryGetValue(KeyOf(finding), out var doubtful))
            {
                common.Add(doubtful && !finding.NotVerified ? finding with { NotVerified = true } : finding);
            }
        }

        return common;
    }

    /// <summary>Replaces the classification of each step by that of another candidate where that one is worse.</summary>
    public static void KeepWorst(CheckedStep[] steps, CheckedStep[] others)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            if (others[i].Classification.Phase > steps[i].Classification.Phase)
            {
                steps[i] = steps[i] with { Classification = others[i].Classification };
            }
        }
    }

    private static (string Id, int Start, int Statement) KeyOf(Finding finding) => (finding.Rule.Id, finding.Span.Start, finding.Statement);
}
