using System.Text.RegularExpressions;

namespace MigrationGuard.Cli.Sources.CSharp;

/// <summary>The properties of a project as far as its own files say them.</summary>
/// <param name="configuration">The configuration of the build.</param>
internal sealed partial class ProjectProperties(string configuration)
{
    // Deeper than anybody nests properties; a property that names itself ends here.
    private const int Deepest = 8;

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Configuration"] = configuration,
        ["Platform"] = "AnyCPU",
    };

    /// <summary>The value; empty when there is none.</summary>
    public string this[string name]
    {
        get => _values.GetValueOrDefault(name, "");
        set => _values[name] = value;
    }

    /// <summary>The text with the values of the properties that it names; of those that are not known nothing is left.</summary>
    public string Expand(string text)
    {
        for (var depth = 0; depth < Deepest && text.Contains("$(", StringComparison.Ordinal); depth++)
        {
            text = Reference().Replace(text, match => this[match.Groups[1].Value]);
        }

        return text;
    }

    /// <summary>The parts of a list, without blanks.</summary>
    public IEnumerable<string> List(string text) => Expand(text).Split([';', ',', '\n', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether a condition holds. Comparisons of texts are decided; what else a condition asks is taken to hold.</summary>
    public bool Holds(string? condition)
        => condition is null || Comparison().Match(condition) is not { Success: true } match
            || string.Equals(Expand(match.Groups[1].Value), Expand(match.Groups[3].Value), StringComparison.OrdinalIgnoreCase) == (match.Groups[2].Value == "==");

    [GeneratedRegex(@"\$\(([A-Za-z_][\w.]*)\)", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();

    [GeneratedRegex(@"^\s*'([^']*)'\s*(==|!=)\s*'([^']*)'\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Comparison();
}
