using MigrationGuard.Manifests;
using MigrationGuard.Recordings.Masking;

namespace MigrationGuard.Recordings;

/// <summary>Commands of session and transaction, which are in no manifest.</summary>
internal static class SessionCommand
{
    private static readonly WordSet Meaning = new("AUTHORIZATION ROLE SCHEMA SEARCH_PATH");

    /// <summary>Whether a canonical text is one, or concerns only a cursor or a prepared statement.</summary>
    public static bool Is(string canonical, WordSet others)
        => StatementKinds.Of(canonical) == StatementKind.Session || others.Has(canonical.AsSpan(0, WordEnd(canonical)));

    /// <summary>What the command does to the meaning of those behind it, or null.</summary>
    public static string? Changes(string canonical)
    {
        var tokens = new MaskTokens(canonical);
        if (!tokens.Is(0, "SET"))
        {
            return null;
        }

        var named = tokens.Is(1, "SESSION") || tokens.Is(1, "LOCAL") ? 2 : 1;
        return tokens.Is(named, Meaning)
            ? $"SET {tokens.Span(named).ToString().ToUpperInvariant()}: statements behind it ran otherwise than recorded"
            : null;
    }

    private static int WordEnd(string text)
    {
        var end = 0;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        return end;
    }
}
