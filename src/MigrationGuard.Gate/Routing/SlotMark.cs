using System.Globalization;

namespace MigrationGuard.Gate.Routing;

/// <summary>A slot and a generation as one value, <c>SLOT@GENERATION</c>, so that the two can never be seen apart.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Generation">The number of the change; 0 when nobody numbered it yet.</param>
internal sealed record SlotMark(string Slot, long Generation)
{
    /// <summary>Reads a mark; null when it is none.</summary>
    public static SlotMark? Parse(string text) =>
        text.Split('@') is [{ Length: > 0 } slot, var number] && IsName(slot) && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
            ? new SlotMark(slot, generation)
            : null;

    /// <summary>Whether a slot may be called so where its name is a part of files and of configurations.</summary>
    public static bool IsName(string text) => text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    /// <summary>In the words of messages.</summary>
    public string Words => string.Create(CultureInfo.InvariantCulture, $"{Slot} at generation {Generation}");

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Slot}@{Generation}");
}
