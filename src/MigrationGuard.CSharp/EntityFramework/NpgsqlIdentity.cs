using System.Globalization;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>The options of an identity column's sequence, as the annotation keeps them: start, increment, minimum, maximum, cycle, cache in quotes with commas. Source: IdentitySequenceOptionsData.cs.</summary>
internal sealed record NpgsqlIdentity
{
    /// <summary>The first value.</summary>
    public long? Start { get; init; }

    /// <summary>The increment.</summary>
    public long Increment { get; init; } = 1;

    /// <summary>The smallest value.</summary>
    public long? Min { get; init; }

    /// <summary>The largest value.</summary>
    public long? Max { get; init; }

    /// <summary>Whether it begins again.</summary>
    public bool Cyclic { get; init; }

    /// <summary>Numbers to cache.</summary>
    public long Cache { get; init; } = 1;

    /// <summary>The options of a column; null when it says none.</summary>
    public static NpgsqlIdentity? Of(EfColumn column)
    {
        if (column.Annotations.Text("Npgsql:IdentitySequenceOptions") is not { } text)
        {
            return null;
        }

        var parts = text.Split(',');
        return new NpgsqlIdentity
        {
            Start = Part(parts, 0),
            Increment = Part(parts, 1) ?? 1,
            Min = Part(parts, 2),
            Max = Part(parts, 3),
            Cyclic = parts.Length > 4 && parts[4].Trim(' ', '\'').Equals("true", StringComparison.OrdinalIgnoreCase),
            Cache = Part(parts, 5) ?? 1,
        };
    }

    /// <summary>As CREATE writes them; empty when all are the usual ones.</summary>
    public string ForCreate(string? clrType)
    {
        var (least, most) = clrType switch
        {
            "long" or "Int64" => (long.MinValue, long.MaxValue),
            "short" or "Int16" => (short.MinValue, short.MaxValue),
            _ => (int.MinValue, (long)int.MaxValue),
        };
        var (usualMin, usualMax) = Increment > 0 ? (1L, most) : (least, -1L);
        var usualStart = Increment > 0 ? Min ?? usualMin : Max ?? usualMax;
        string?[] options =
        [
            Start is { } start && start != usualStart ? "START WITH " + Number(start) : null,
            Increment != 1 ? "INCREMENT BY " + Number(Increment) : null,
            Min is { } min && min != usualMin ? "MINVALUE " + Number(min) : null,
            Max is { } max && max != usualMax ? "MAXVALUE " + Number(max) : null,
            Cyclic ? "CYCLE" : null,
            Cache != 1 ? "CACHE " + Number(Cache) : null,
        ];
        return string.Join(" ", options.Where(option => option is not null));
    }

    /// <summary>What ALTER COLUMN writes, a clause per option that differs.</summary>
    public IEnumerable<string> Changes(NpgsqlIdentity old)
    {
        string?[] changes =
        [
            Start != old.Start ? "RESTART WITH " + Number(Start ?? 1) : null,
            Increment != old.Increment ? "SET INCREMENT BY " + Number(Increment) : null,
            Min != old.Min ? Min is { } min ? "SET MINVALUE " + Number(min) : "SET NO MINVALUE" : null,
            Max != old.Max ? Max is { } max ? "SET MAXVALUE " + Number(max) : "SET NO MAXVALUE" : null,
            Cyclic != old.Cyclic ? Cyclic ? "SET CYCLE" : "SET NO CYCLE" : null,
            Cache != old.Cache ? "SET CACHE " + Number(Cache) : null,
        ];
        return changes.OfType<string>();
    }

    private static long? Part(string[] parts, int at)
        => at < parts.Length && long.TryParse(parts[at].Trim(' ', '\''), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
