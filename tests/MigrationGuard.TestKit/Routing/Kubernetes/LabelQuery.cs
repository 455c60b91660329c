using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MigrationGuard.TestKit.Routing.Kubernetes;

/// <summary>A label selector of a list: <c>key=value</c> and <c>key in (a,b)</c>, joined by commas.</summary>
internal sealed partial class LabelQuery
{
    private readonly (string Key, string[] Values)[] _wanted;

    private LabelQuery((string Key, string[] Values)[] wanted) => _wanted = wanted;

    /// <summary>That of an address.</summary>
    public static LabelQuery Of(string address)
    {
        var query = Uri.UnescapeDataString(Query().Match(address).Groups[1].Value.Replace('+', ' '));
        var read = Part().Matches(query);
        return read.Sum(part => part.Length) + Math.Max(0, read.Count - 1) == query.Length
            ? new([.. read.Select(part => (part.Groups["key"].Value, part.Groups["value"].Value.Split(',')))])
            : throw new InvalidOperationException($"this is no label selector that the server of the tests knows: {query}");
    }

    /// <summary>Whether labels match.</summary>
    public bool Matches(JsonObject? labels) => _wanted.All(wanted => labels?[wanted.Key] is { } value && wanted.Values.Contains((string)value!));

    [GeneratedRegex("[?&]labelSelector=([^&]*)")]
    private static partial Regex Query();

    [GeneratedRegex(@"(?<key>[\w./-]+)(?:=(?<value>[\w.-]+)| in \((?<value>[\w.,-]+)\))")]
    private static partial Regex Part();
}
