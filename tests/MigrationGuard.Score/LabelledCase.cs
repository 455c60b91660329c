using System.Globalization;
using System.Text.Json;

namespace MigrationGuard.Score;

/// <summary>One line of a file of labelled cases: another tool's opinion about a piece of SQL.</summary>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Tool">The tool.</param>
/// <param name="Rule">Its rule.</param>
/// <param name="Sql">The SQL.</param>
/// <param name="Violation">Whether the rule complains.</param>
internal sealed record LabelledCase(int Line, string Tool, string Rule, string Sql, bool Violation)
{
    /// <summary>Neutral name of what the rule is about; null when the tools' rules have no counterpart.</summary>
    public string? Family { get; init; }

    /// <summary>Major version of PostgreSQL that the case is about.</summary>
    public int Version { get; init; } = 16;

    /// <summary>Whether the rule is a matter of taste.</summary>
    public bool StyleOnly { get; init; }

    /// <summary>Name of the test that the case comes from.</summary>
    public string Test { get; init; } = "";

    /// <summary>Name by which docs/disagreements.md speaks of the case.</summary>
    public string Key => $"{Tool} {Rule}: {Test}";

    /// <summary>Reads a file of cases.</summary>
    /// <exception cref="FormatException">A line is not an object with tool, rule, sql and expect; the message names the line.</exception>
    public static List<LabelledCase> Read(string file)
    {
        var cases = new List<LabelledCase>();
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (line.Trim().Length > 0)
            {
                cases.Add(Parse(line, $"{file}({number})", number));
            }
        }

        return cases;
    }

    private static LabelledCase Parse(string line, string place, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return new LabelledCase(number, Text(root, "tool") ?? "", Text(root, "rule") ?? "", root.GetProperty("sql").GetString()!, Text(root, "expect") switch
            {
                "violation" => true,
                "ok" => false,
                var other => throw new FormatException($"{place}: expect must be 'violation' or 'ok', not '{other}'"),
            })
            {
                Family = Text(root, "family"),
                Version = VersionOf(Text(root, "pg_version")),
                StyleOnly = root.TryGetProperty("style_only", out var style) && style.ValueKind == JsonValueKind.True,
                Test = Text(root, "test") ?? "",
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"{place}: not a labelled case: {e.Message}", e);
        }
    }

    private static string? Text(JsonElement root, string name)
        => root.TryGetProperty(name, out var value) ? value.ValueKind is JsonValueKind.Null ? null : value.ToString() : null;

    private static int VersionOf(string? text)
        => int.TryParse(text?.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? Math.Clamp(version, 12, 18) : 16;
}
