namespace MigrationGuard.Sql.TSql.Writing;

/// <summary>Puts parts of statements together.</summary>
internal static class Clauses
{
    /// <summary>The parts that are there, separated by spaces.</summary>
    public static string Words(params string?[] parts) => string.Join(" ", Array.FindAll(parts, p => !string.IsNullOrEmpty(p)));

    /// <summary>The parts that are there, each on a line of its own.</summary>
    public static string Lines(params string?[] parts) => string.Join("\n", Array.FindAll(parts, p => !string.IsNullOrEmpty(p)));

    /// <summary>A clause in front of a text, or nothing.</summary>
    public static string? Clause(string word, string? text) => text is null ? null : word + " " + text;

    /// <summary>The word, when it is meant.</summary>
    public static string? When(bool condition, string word) => condition ? word : null;

    /// <summary>A list in parentheses; nothing for an empty one.</summary>
    public static string? Names(IReadOnlyList<string> names) => names.Count == 0 ? null : "(" + TSqlNames.QuoteList(names) + ")";
}
