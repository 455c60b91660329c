using System.Globalization;

namespace MigrationGuard.Unproven;

/// <summary>What ran in production beside what is in the manifests.</summary>
public sealed record UnprovenReport
{
    private const int Few = 5;

    private const int Longest = 200;

    /// <summary>Service and label of the version.</summary>
    public required string Version { get; init; }

    /// <summary>The roles that its statements run as.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Other live versions that have statements of the same roles: what they run cannot be told apart, and their statements are explained.</summary>
    public IReadOnlyList<string> SharedWith { get; init; } = [];

    /// <summary>Since when the server counts; null where it does not.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>How many statements that ran are in a manifest.</summary>
    public int Explained { get; init; }

    /// <summary>How many were left out because they depend on no object of the application.</summary>
    public int LeftOut { get; init; }

    /// <summary>What is in no manifest, what ran most first.</summary>
    public IReadOnlyList<UnprovenStatement> Statements { get; init; } = [];

    /// <summary>Why the statistics cannot tell; null when they can.</summary>
    public string? Gap { get; init; }

    /// <summary>Whether everything that ran is in a manifest, as far as the statistics reach.</summary>
    public bool IsClean => Gap is null && Statements.Count == 0;

    /// <summary>One sentence, with the first statements.</summary>
    public string Why
    {
        get
        {
            var since = Since is { } from ? string.Create(CultureInfo.InvariantCulture, $" since {from.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z") : "";
            var shared = SharedWith.Count == 0 ? "" : $"; {string.Join(", ", Roles)} is also the role of {string.Join(", ", SharedWith)}";
            var found = Statements.Count == 0
                ? $"the {Explained} statements that ran as {string.Join(", ", Roles)}{since} are in manifests"
                : $"{Statements.Count} of {Statements.Count + Explained} statements that ran as {string.Join(", ", Roles)}{since} are in no manifest: {string.Join("; ", Statements.Take(Few).Select(Line))}{(Statements.Count > Few ? "; …" : "")}";
            return Gap is null ? found + shared : Statements.Count == 0 ? Gap : $"{Gap}; {found}{shared}";
        }
    }

    /// <summary>A statement in one line, not longer than a reader wants.</summary>
    public static string OneLine(string? text)
    {
        var line = text is null ? "(the server lost its text)" : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }

    private static string Line(UnprovenStatement statement) => string.Create(CultureInfo.InvariantCulture, $"{OneLine(statement.Text)} ({statement.Calls} calls)");
}
