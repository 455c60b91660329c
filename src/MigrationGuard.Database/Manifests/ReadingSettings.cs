namespace MigrationGuard.Manifests;

/// <summary>The server settings that change how a statement is read. No other may stand in a manifest: whoever publishes would run with it.</summary>
public static class ReadingSettings
{
    private static readonly string[] Known =
    [
        "array_nulls", "datestyle", "default_text_search_config", "intervalstyle", "quote_all_identifiers", "standard_conforming_strings",
        "timezone", "transform_null_equals", "xmlbinary", "xmloption",
    ];

    /// <summary>Their names in lower case, ordered.</summary>
    public static IReadOnlyList<string> Names => Known;

    /// <summary>Why a setting cannot be recorded, or null.</summary>
    public static string? Fault(string name, string value) => name switch
    {
        "standard_conforming_strings" when value is not "on" => "\"standard_conforming_strings\" must be \"on\": with anything else a backslash would change where strings end",
        _ when Array.IndexOf(Known, name) < 0 => $"\"{name}\" does not change how SQL is read; known are {string.Join(", ", Known)}",
        _ => null,
    };
}
