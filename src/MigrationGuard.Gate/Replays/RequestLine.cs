using System.Text.RegularExpressions;

namespace MigrationGuard.Gate.Replays;

/// <summary>How requests and fields are named in results: without values of queries, and without parts of paths that are data.</summary>
internal static partial class RequestLine
{
    // What is longer and holds digits is rather a token than a word.
    private const int LongestWord = 20;

    /// <summary>Method and route, which all requests share that differ in data only, e.g. <c>GET /orders/{n}</c>.</summary>
    public static string Route(string method, string target) => $"{method} {string.Join('/', PathOf(target).Split('/').Select(part => Data(part) ?? part))}";

    /// <summary>Method and path as an example is shown: numbers stay, of a query the names.</summary>
    public static string Shown(string method, string target)
    {
        var path = string.Join('/', PathOf(target).Split('/').Select(part => Data(part) is { } data and not "{n}" ? data : part));
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? $"{method} {path}" : $"{method} {path}?{string.Join('&', target[(question + 1)..].Split('&').Select(pair => Name(pair.Split('=')[0]) + "=…"))}";
    }

    /// <summary>The name of a field as it is shown; names that are data are one.</summary>
    public static string Name(string name) => Data(name) ?? name;

    private static string PathOf(string target) => target.Split('?', '#')[0];

    private static string? Data(string part) => part switch
    {
        _ when part.Length == 0 => null,
        _ when part.All(char.IsAsciiDigit) => "{n}",
        _ when part.Contains('@', StringComparison.Ordinal) || part.Contains("%40", StringComparison.Ordinal) => "{…}",
        _ when Guid.TryParseExact(part, "D", out _) => "{id}",
        _ when Hexadecimal().IsMatch(part) || (part.Length > LongestWord && part.Any(char.IsAsciiDigit)) || part.Length > 3 * LongestWord => "{…}",
        _ => null,
    };

    [GeneratedRegex("^(?=.*[0-9])[0-9A-Fa-f]{8,}$")]
    private static partial Regex Hexadecimal();
}
