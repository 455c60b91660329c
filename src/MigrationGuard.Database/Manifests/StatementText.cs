using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Manifests;

/// <summary>What holds for the text of a statement as a whole.</summary>
internal static class StatementText
{
    /// <summary>Why the text cannot be sent to a server at all, or null.</summary>
    public static string? Fault(string text)
        => text.Contains('\0') ? "holds the character 0, which PostgreSQL cannot store"
            : HasLoneSurrogate(text) ? "holds half of a surrogate pair and cannot be sent as UTF-8" : null;

    /// <summary>Whether half of a surrogate pair stands alone.</summary>
    public static bool HasLoneSurrogate(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i]))
            {
                continue;
            }

            if (!char.IsHighSurrogate(value[i]) || i + 1 >= value.Length || !char.IsLowSurrogate(value[i + 1]))
            {
                return true;
            }

            i++;
        }

        return false;
    }

    /// <summary>Line and column of an offset as people read them, such as <c>line 3, column 7</c>.</summary>
    public static string Place(string text, int offset)
    {
        var (line, column) = new LineMap(text).Locate(offset);
        return FormattableString.Invariant($"line {line}, column {column}");
    }

    /// <summary>The beginning of what stands at an offset, on one line.</summary>
    public static string Excerpt(string text, int offset)
    {
        var excerpt = text.AsSpan(offset, Math.Min(40, text.Length - offset)).ToString().ReplaceLineEndings(" ");
        return excerpt.Length < text.Length - offset ? excerpt + "…" : excerpt;
    }
}
