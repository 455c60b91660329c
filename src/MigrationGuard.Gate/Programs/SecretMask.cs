using System.Text.RegularExpressions;

namespace MigrationGuard.Gate.Programs;

/// <summary>Hides the secrets of an environment in texts.</summary>
internal sealed partial class SecretMask
{
    // Shorter values and these words would blacken half of every text.
    private const int Shortest = 4;

    private static readonly string[] Harmless = ["true", "false", "none", "null", "auto", "test"];

    private static readonly string[] Telling = ["PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "CREDENTIAL", "CONNECTION", "APIKEY", "PRIVATE", "AUTH", "COOKIE"];

    private static readonly string[] Endings = ["KEY", "DSN", "_PWD", "_PASS"];

    private readonly string[] _secrets;

    private SecretMask(string[] secrets) => _secrets = secrets;

    /// <summary>The length of the longest secret.</summary>
    public int Longest => _secrets is [var first, ..] ? first.Length : 0;

    /// <summary>The secrets of variables of which the name says so, of those that are named, and the passwords in connection strings and addresses of all.</summary>
    public static SecretMask Of(IEnumerable<KeyValuePair<string, string?>> environment, IReadOnlyCollection<string> named)
    {
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in environment)
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                continue;
            }

            var isNamed = named.Contains(name, StringComparer.OrdinalIgnoreCase);
            var values = isNamed || Tells(name) ? value.Split('\n', StringSplitOptions.TrimEntries).Append(value.Trim()).Concat(Within(value)) : Within(value);
            secrets.UnionWith(values.Where(secret => isNamed ? secret.Length > 0 : secret.Length >= Shortest && !Harmless.Contains(secret, StringComparer.OrdinalIgnoreCase)));
        }

        secrets.UnionWith(secrets.Select(Uri.EscapeDataString).ToList());
        return new([.. secrets.OrderByDescending(secret => secret.Length)]);
    }

    /// <summary>The text with a star for every hidden character; its length stays.</summary>
    public string Hide(string text)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, new string('*', secret.Length), StringComparison.Ordinal);
        }

        return Passwords().Replace(text, match => Starred(match, "value") ?? Starred(match, "user")!);
    }

    /// <summary>A hidden text as it is shown: nothing tells how long its secrets are.</summary>
    public static string Shorten(string hidden) => Stars().Replace(hidden, "***");

    private static bool Tells(string name)
    {
        var upper = name.ToUpperInvariant();
        return Telling.Any(word => upper.Contains(word, StringComparison.Ordinal)) || Endings.Any(end => upper.EndsWith(end, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Within(string value) =>
        Passwords().Matches(value).Select(match => match.Groups["value"].Success ? match.Groups["value"].Value.Trim('"', '\'') : match.Groups["user"].Value);

    private static string? Starred(Match match, string group)
    {
        var found = match.Groups[group];
        return found.Success ? string.Concat(match.Value.AsSpan(0, found.Index - match.Index), new string('*', found.Length), match.Value.AsSpan(found.Index - match.Index + found.Length)) : null;
    }

    [GeneratedRegex(@"\*{4,}")]
    private static partial Regex Stars();

    [GeneratedRegex("""\b(?:password|pwd)\s*=\s*(?<value>"[^"\r\n]*"|'[^'\r\n]*'|[^;\s"']+)|://[^\s/@:]*:(?<user>[^\s/@]+)@""", RegexOptions.IgnoreCase)]
    private static partial Regex Passwords();
}
