using System.Text.Json;
using System.Text.RegularExpressions;

namespace MigrationGuard.Snapshots;

/// <summary>Differences in people's words.</summary>
internal static partial class ChangeText
{
    private const int LongestValue = 200;

    public static string Write(SchemaChange change)
    {
        var (subject, facts) = Subject(change);
        if (facts.Length > 0)
        {
            return $"{subject}: {string.Join(' ', facts).Replace('_', ' ')} {Change(change)}";
        }

        return change.Change switch
        {
            ChangeKind.Added => $"{subject} added{Details(change, change.New)}",
            ChangeKind.Dropped => $"{subject} dropped{Details(change, change.Old)}",
            _ => $"{subject}: {Value(change.Old)} -> {Value(change.New)}",
        };
    }

    private static (string Subject, string[] Facts) Subject(SchemaChange change)
    {
        var whole = $"{Word(change.Subject)} {change.Subject.Identity}";
        string[] path = [.. change.Path];
        return path switch
        {
            [("columns" or "attributes") and var group, var name, .. var facts] => ($"{group[..^1]} {change.Subject.Identity}.{name}", facts),
            [("constraints" or "triggers" or "rules" or "checks") and var group, var name, .. var facts] => ($"{group[..^1]} {name} of {whole}", facts),
            ["indexes", var name, .. var facts] => ($"index {name} of {whole}", facts),
            ["policies", var name, .. var facts] => ($"policy {name} of {whole}", facts),
            ["children", var name, .. var facts] => ($"{(IsPartitioned(change.Subject) ? "partition" : "child")} {name} of {whole}", facts),
            ["referenced_by", var name, .. var facts] => ($"reference {name} to {whole}", facts),
            ["view" or "sequence" or "foreign" or "range" or "aggregate" or "implementation", .. var facts] => (whole, facts),
            _ => (whole, path),
        };
    }

    private static string Change(SchemaChange change) => change.Change switch
    {
        ChangeKind.Added => $"{Value(change.New)} added",
        ChangeKind.Dropped => $"{Value(change.Old)} dropped",
        _ => $"{Value(change.Old)} -> {Value(change.New)}",
    };

    private static string Word(SchemaObject found) => found.Kind switch
    {
        "relation" => Fact(found, "kind") switch
        {
            "p" => "partitioned table",
            "v" => "view",
            "m" => "materialized view",
            "f" => "foreign table",
            "S" => "sequence",
            "c" => "type",
            _ => "table",
        },
        "routine" => Fact(found, "kind") switch { "p" => "procedure", "a" => "aggregate", _ => "function" },
        "type" => Fact(found, "kind") switch { "e" => "enum", "d" => "domain", _ => "type" },
        // The identity begins with the word.
        "other" => "the",
        _ => found.Kind,
    };

    private static bool IsPartitioned(SchemaObject found) => Fact(found, "kind") == "p";

    private static string? Fact(SchemaObject found, string name) =>
        found.Facts.ValueKind is JsonValueKind.Object && found.Facts.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    // What a new column is, as one would declare it.
    private static string Details(SchemaChange change, string? json)
    {
        if (change.Path is not ["columns", _] || json is null)
        {
            return "";
        }

        using var document = JsonDocument.Parse(json);
        var column = document.RootElement;
        var parts = new[]
        {
            Text(column, "type"),
            column.TryGetProperty("not_null", out var required) && required.ValueKind is JsonValueKind.True ? "not null" : null,
            Text(column, "default") is { } expression ? $"default {expression}" : null,
        };
        var told = string.Join(", ", parts.OfType<string>());
        return told.Length == 0 ? "" : $" ({told})";
    }

    private static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out var found) && found.ValueKind is JsonValueKind.String ? found.GetString() : null;

    private static string Value(string? json)
    {
        if (json is null)
        {
            return "none";
        }

        using var document = JsonDocument.Parse(json);
        var text = WhiteSpace().Replace(Value(document.RootElement), " ").Trim();
        return text.Length <= LongestValue ? text : $"{text[..LongestValue]}…";
    }

    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "none",
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : "none",
        JsonValueKind.Array => value.GetArrayLength() == 0 ? "none" : string.Join(", ", value.EnumerateArray().Select(Value)),
        _ => CanonicalJson.Write(value),
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
