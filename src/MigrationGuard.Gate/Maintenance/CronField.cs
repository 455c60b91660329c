using System.Globalization;

namespace MigrationGuard.Gate.Maintenance;

/// <summary>One of the five fields of a cron expression.</summary>
internal sealed class CronField
{
    private readonly long _values;
    private readonly string _name;
    private readonly int _first;
    private readonly int _last;

    private CronField(string name, (int First, int Last) range, long values, bool isRestricted) => (_name, _first, _last, _values, IsRestricted) = (name, range.First, range.Last, values, isRestricted);

    /// <summary>Whether it is anything but <c>*</c>.</summary>
    public bool IsRestricted { get; }

    /// <summary>Whether a value matches.</summary>
    public bool Matches(int value) => value >= 0 && value < 64 && (_values & (1L << value)) != 0;

    /// <summary>The values that match, from low to high.</summary>
    public IEnumerable<int> Values => Enumerable.Range(_first, _last - _first + 1).Where(Matches);

    /// <summary>Reads lists, ranges, steps and names such as <c>MON</c>; null with the problem where it is none.</summary>
    public static CronField? Read(string name, string text, (int First, int Last) range, IReadOnlyList<string> names, out string? problem)
    {
        long values = 0;
        problem = null;
        foreach (var item in text.Split(','))
        {
            if (Item(item, range, names) is not { } found)
            {
                problem = string.Create(CultureInfo.InvariantCulture, $"\"{text}\" is no {name}; write {range.First}-{range.Last}, *, lists (1,15), ranges (1-5) or steps (*/2){(names.Count == 0 ? "" : $", or names such as {names[0]}")}");
                return null;
            }

            values |= found;
        }

        return new(name, range, values, text != "*");
    }

    /// <inheritdoc />
    public override string ToString() => _name;

    private static long? Item(string item, (int First, int Last) range, IReadOnlyList<string> names)
    {
        var slash = item.IndexOf('/', StringComparison.Ordinal);
        var step = 1;
        if (slash >= 0 && (!int.TryParse(item.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out step) || step == 0))
        {
            return null;
        }

        var (from, to) = Ends(slash < 0 ? item : item[..slash], slash >= 0, range, names);
        if (from is not { } first || to is not { } last || first < range.First || last > range.Last || first > last)
        {
            return null;
        }

        long values = 0;
        for (var value = first; value <= last; value += step)
        {
            values |= 1L << value;
        }

        return values;
    }

    private static (int? From, int? To) Ends(string item, bool hasStep, (int First, int Last) range, IReadOnlyList<string> names)
    {
        if (item == "*")
        {
            return (range.First, range.Last);
        }

        var dash = item.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 ? (Value(item[..dash], range, names), Value(item[(dash + 1)..], range, names))
            : (Value(item, range, names), hasStep ? range.Last : Value(item, range, names));
    }

    private static int? Value(string text, (int First, int Last) range, IReadOnlyList<string> names)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        for (var index = 0; index < names.Count; index++)
        {
            if (string.Equals(names[index], text, StringComparison.OrdinalIgnoreCase))
            {
                return index + range.First;
            }
        }

        return null;
    }
}
