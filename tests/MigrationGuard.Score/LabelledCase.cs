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

    /// <summary>Major version of PostgreSQL that the case is about; 16 when it does not say.</summary>
    public int Version { get; init; } = 16;

    /// <summary>Whether the rule is a matter of taste.</summary>
    public bool StyleOnly { get; init; }

    /// <summary>Name of the test that the case comes from.</summary>
    public string Test { get; init; } = "";

    /// <summary>Name by which docs/disagreements.md speaks of the case.</summary>
    public string Key => $"{Tool} {Rule}: {Test}";

    /// <summary>Reads a file of cases.</summary>
    /// <exception cref="FormatException">The file holds no cases, or a line is not one; the message names file and line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static List<LabelledCase> Read(string file)
    {
        if (Directory.Exists(file))
        {
            throw new FormatException($"{file} is a directory; name a file of cases in it");
        }

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

        return cases.Count > 0 ? cases : throw new FormatException($"{file} holds no cases");
    }

    private static LabelledCase Parse(string line, string place, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException($"{place}: a case is an object, not {root.ValueKind}");
            }

            var violation = Required(root, "expect", place) switch
            {
                "violation" => true,
                "ok" => false,
                var other => throw new FormatException($"{place}: expect must be 'violation' or 'ok', not '{other}'"),
            };
            return new LabelledCase(number, Required(root, "tool", place), Required(root, "rule", place), Required(root, "sql", place), violation)
            {
                Family = Text(root, "family"),
                Version = VersionOf(Text(root, "pg_version"), place),
                StyleOnly = root.TryGetProperty("style_only", out var style) && style.ValueKind == JsonValueKind.True,
                Test = Text(root, "test") ?? "",
            };
        }
        catch (JsonException e)
        {
            throw new FormatException($"{place}: not JSON: {e.Message}", e);
        }
    }

    private static string Required(JsonElement root, string name, string place)
        => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new FormatException($"{place}: '{name}' is missing or no text");

    private static string? Text(JsonElement root, string name)
        => root.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value.ToString() : null;

    private static int VersionOf(string? text, string place)
        => text is null ? 16
            : int.TryParse(text.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version
            : throw new FormatException($"{place}: pg_version must be a version such as 16, not '{text}'");
}
