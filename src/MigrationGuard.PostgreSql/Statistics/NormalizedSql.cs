using System.Text.RegularExpressions;

namespace MigrationGuard.Postgres.Statistics;

/// <summary>
/// Texts of pg_stat_statements are no statements yet: every constant became a parameter, also where the grammar allows none.
/// <c>interval '1 day'</c> is counted as <c>interval $1</c>, which nobody can prepare.
/// </summary>
public static partial class NormalizedSql
{
    /// <summary>The text with <c>CAST($1 AS interval)</c> for <c>interval $1</c>; the rest unchanged.</summary>
    public static string Prepared(string text) => TypedConstant().Replace(text, static found => $"CAST({found.Groups["parameter"].Value} AS {found.Groups["type"].Value})");

    // Only words that cannot be followed by a parameter otherwise.
    [GeneratedRegex(@"(?<![\w.""$])(?<type>interval|date|timestamptz|timestamp|timetz|time|uuid|jsonb|json|inet|cidr|bytea)\s+(?<parameter>\$[0-9]+)(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TypedConstant();
}
