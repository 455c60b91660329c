using System.Text;
using System.Text.RegularExpressions;

namespace MigrationGuard.Gate.Replays;

/// <summary>Requests that change nothing although their method does not say so.</summary>
/// <param name="Method">E.g. <c>POST</c>.</param>
/// <param name="Path">The path; <c>*</c> stands for anything within a part of it, <c>**</c> for anything.</param>
/// <param name="Reason">Why they change nothing.</param>
public sealed record SafeRoute(string Method, string Path, string Reason)
{
    /// <summary>Whether a path is of a pattern.</summary>
    public static bool Matches(string pattern, string path)
    {
        var expression = new StringBuilder("^").Append(Regex.Escape(pattern)).Append('$').Replace("\\*\\*", ".*").Replace("\\*", "[^/]*");
        return Regex.IsMatch(path, expression.ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }
}
