using System.Globalization;

namespace MigrationGuard.Cli.Configuration;

/// <summary>Times such as <c>500ms</c>, <c>30s</c>, <c>1h30m</c>, <c>7d</c>.</summary>
internal static class Durations
{
    /// <summary>What to write, for messages.</summary>
    public const string Examples = "a time such as \"500ms\", \"30s\", \"15m\", \"1h30m\" or \"7d\"";

    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)), ("d", TimeSpan.FromDays(1)),
    ];

    /// <summary>The time that a text says; null when it says none, or more than ten years.</summary>
    public static TimeSpan? Read(string text)
    {
        var rest = text.AsSpan().Trim();
        var sum = TimeSpan.Zero;
        do
        {
            var digits = rest[..LengthOf(rest, letter => char.IsAsciiDigit(letter) || letter == '.')];
            var unit = rest[digits.Length..][..LengthOf(rest[digits.Length..], char.IsAsciiLetterLower)];
            if (LengthOf(unit) is not { } length || !double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number * length.TotalDays > 3660)
            {
                return null;
            }

            sum += number * length;
            rest = rest[(digits.Length + unit.Length)..];
        }
        while (!rest.IsEmpty);
        return sum;
    }

    /// <summary>A time as <see cref="Read"/> reads it, in its two largest units.</summary>
    public static string Text(TimeSpan time)
    {
        var parts = new List<string>();
        var rest = time.Duration();
        foreach (var (unit, length) in Units.Reverse())
        {
            var count = Math.Floor(rest / length);
            rest -= count * length;
            if (count > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count}{unit}"));
            }
        }

        return parts.Count == 0 ? "0s" : string.Concat(parts.Take(2));
    }

    private static TimeSpan? LengthOf(ReadOnlySpan<char> unit)
    {
        foreach (var (name, length) in Units)
        {
            if (unit.SequenceEqual(name))
            {
                return length;
            }
        }

        return null;
    }

    private static int LengthOf(ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        var length = 0;
        while (length < text.Length && belongs(text[length]))
        {
            length++;
        }

        return length;
    }
}
