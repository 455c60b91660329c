using System.Globalization;

namespace MigrationGuard.Gate.Routing.HaProxy;

/// <summary>
/// The value of the key, <c>BACKEND@GENERATION</c> or <c>BACKEND@GENERATION@OTHER@PERCENT</c> while the other backend has a share: one value, so that its parts can
/// never be seen apart.
/// </summary>
/// <param name="Backend">The backend.</param>
/// <param name="Generation">The number of the change; 0 when nobody numbered it yet.</param>
/// <param name="Share">The other backend's share; null when there is none.</param>
internal sealed record MapValue(string Backend, long Generation, MapShare? Share = null)
{
    /// <summary>Reads a value; null when it is none.</summary>
    public static MapValue? Parse(string text)
    {
        var fields = text.Split('@');
        return fields switch
        {
            _ when !IsWord(fields[0]) => null,
            [var backend] => new MapValue(backend, 0),
            [var backend, var number] when IsNumber(number, out var generation) => new MapValue(backend, generation),
            [var backend, var number, var other, var share] when IsNumber(number, out var generation) && IsWord(other) && IsNumber(share, out var percent) && percent is > 0 and < 100 =>
                new MapValue(backend, generation, new MapShare(other, (int)percent)),
            _ => null,
        };
    }

    /// <inheritdoc />
    public override string ToString() => Share is { } share
        ? string.Create(CultureInfo.InvariantCulture, $"{Backend}@{Generation}@{share.Backend}@{share.Percent}")
        : string.Create(CultureInfo.InvariantCulture, $"{Backend}@{Generation}");

    private static bool IsNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool IsWord(string text) => text.Length > 0 && !text.AsSpan().ContainsAny(" \t\"");
}
