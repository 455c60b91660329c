using System.Globalization;

namespace MigrationGuard.Gate.Routing.HaProxy;

/// <summary>The value of the key, <c>BACKEND@GENERATION</c>: one value, so that the two can never be seen apart.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Generation">The number of the change; 0 when nobody numbered it yet.</param>
internal sealed record MapValue(string Backend, long Generation)
{
    /// <summary>Reads a value; null when it is none.</summary>
    public static MapValue? Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return IsWord(text) ? new MapValue(text, 0) : null;
        }

        return IsWord(text[..at]) && long.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
            ? new MapValue(text[..at], generation)
            : null;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Backend}@{Generation}");

    private static bool IsWord(string text) => text.Length > 0 && !text.AsSpan().ContainsAny(" \t\"");
}
