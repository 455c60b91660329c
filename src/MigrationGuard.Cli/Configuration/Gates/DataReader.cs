using MigrationGuard.Configuration;
using MigrationGuard.Data;

namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>Reads <c>gate.data</c>.</summary>
internal static class DataReader
{
    private const string ColumnExample = "e.g. \"users.username\"";

    private static readonly string[] Types = ["any", "string", "number", "boolean", "object", "array", "null"];

    /// <summary>The settings; those that are usual without the section.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static DataSettings Read(SectionReader gate, IReadOnlyList<string> suites)
    {
        var usual = new DataSettings();
        if (gate.Member("data") is not { } member)
        {
            return usual;
        }

        var data = new SectionReader(member.Value, member.Path, "limits", "suite", "forward", "ignore", "queryTimeout", "timeout", "rollbackTimeout");
        return usual with
        {
            Limits = [.. data.Items("limits").Select(Limit)],
            Suite = Suite(data, "suite", suites) ?? (data.Has("forward") ? throw data.Complaint("forward", "says what the new version runs; suite is missing, which the old one runs before and after") : null),
            Forward = Suite(data, "forward", suites),
            Ignored = data.Texts("ignore", "[\"events.payload\"]") ?? usual.Ignored,
            Query = Positive(data, "queryTimeout", usual.Query),
            All = Positive(data, "timeout", usual.All),
            Returning = Positive(data, "rollbackTimeout", usual.Returning),
        };
    }

    private static string? Suite(SectionReader data, string key, IReadOnlyList<string> suites) => data.Text(key) is { } name && !suites.Contains(name, StringComparer.Ordinal)
        ? throw data.Complaint(key, $"there is no suite \"{name}\"{(suites.Count == 0 ? "; write it into gate.suites" : $"; write {Words.List(suites)}")}")
        : data.Text(key);

    private static DataLimit Limit((PlacedJson Value, string Path) item)
    {
        var limit = new SectionReader(item.Value, item.Path, "column", "maxLength", "minimum", "maximum", "values", "keys", "notNull", "query", "means", "versions");
        var versions = limit.Texts("versions", "[\"4.2.0\"]") ?? [];
        if (!limit.Has("query"))
        {
            return Column(limit) with { Versions = versions };
        }

        return limit.Names.FirstOrDefault(name => name is not ("query" or "means" or "versions")) is { } other
            ? throw limit.Complaint(other, "a query says by itself what no row may be; remove one of them")
            : new QueryLimit(limit.RequiredText("query", "e.g. \"SELECT FROM orders WHERE total < 0\""), limit.RequiredText("means", "what a row of the query is, e.g. \"orders of less than nothing\"")) { Versions = versions };
    }

    private static ColumnLimit Column(SectionReader limit)
    {
        var column = new ColumnLimit(limit.RequiredText("column", ColumnExample))
        {
            MaxLength = limit.Has("maxLength") ? limit.Number("maxLength", 0) : null,
            Minimum = Bound(limit, "minimum"),
            Maximum = Bound(limit, "maximum"),
            Values = limit.Texts("values", "[\"new\", \"paid\"]"),
            Keys = limit.Member("keys") is { } keys ? Keys(keys) : null,
            NotNull = limit.Flag("notNull", false),
        };
        return !column.Column.Contains('.', StringComparison.Ordinal)
            ? throw limit.Complaint("column", $"\"{column.Column}\" names no table; write {ColumnExample}")
            : column is { MaxLength: null, Minimum: null, Maximum: null, Values: null, Keys: null, NotNull: false }
                ? throw limit.Complaint("column", "nothing is said of it; write maxLength, minimum, maximum, values, keys or notNull")
                : column;
    }

    // A number as it stands in the file, or a text such as a date.
    private static string? Bound(SectionReader limit, string key) => limit.Member(key)?.Value switch
    {
        null => null,
        PlacedNumber number => number.Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        _ => limit.Text(key),
    };

    private static Dictionary<string, string> Keys((PlacedJson Value, string Path) member)
    {
        var keys = new SectionReader(member.Value, member.Path);
        return keys.Names.ToDictionary(name => name, name => keys.Text(name) is { } type && Types.Contains(type, StringComparer.Ordinal) ? type
            : throw keys.Complaint(name, $"is no type of JSON; write {Words.List(Types)}"), StringComparer.Ordinal);
    }

    private static TimeSpan Positive(SectionReader data, string key, TimeSpan usual) => data.Duration(key, usual) is var time && time > TimeSpan.Zero ? time
        : throw data.Complaint(key, "nothing can be read in no time; write e.g. \"2s\"");
}
