using System.Text.RegularExpressions;

namespace MigrationGuard.TestKit.Samples;

/// <summary>The numbered parts of a plan (<c>-- 1. expand: …</c>), each of which is meant to be a migration of its own.</summary>
public static partial class PlanParts
{
    /// <summary>The parts that hold SQL, in order; the heading is part of the text.</summary>
    public static IReadOnlyList<string> Of(string plan)
        => [.. Heading().Split(plan).Where(part => part.Split('\n').Any(line => line.Length > 0 && !line.StartsWith("--", StringComparison.Ordinal)))];

    [GeneratedRegex(@"^(?=-- \d+\. )", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
