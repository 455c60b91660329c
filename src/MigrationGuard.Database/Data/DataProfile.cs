namespace MigrationGuard.Data;

/// <summary>What values columns hold.</summary>
/// <param name="Columns">By <c>schema.table.column</c>.</param>
/// <param name="Notes">Which tables were read in part, or not at all, a sentence each.</param>
public sealed record DataProfile(IReadOnlyDictionary<string, ColumnProfile> Columns, IReadOnlyList<string> Notes)
{
    /// <summary>Where the values of another, later profile go beyond these, a sentence each. It names no value but labels of enums and keys of JSON.</summary>
    public IReadOnlyList<string> Widened(DataProfile later)
    {
        var both = later.Columns.OrderBy(column => column.Key, StringComparer.Ordinal).Where(column => Columns.ContainsKey(column.Key)).ToList();

        // Numbers and times of new rows are usually larger: what is seldom comes first.
        return
        [
            .. both.SelectMany(column => Columns[column.Key].Widened(column.Value).Select(how => $"{column.Key}: {how}")),
            .. both.SelectMany(column => Columns[column.Key].Moved(column.Value).Select(how => $"{column.Key}: {how}")),
        ];
    }
}

/// <summary>What values a column holds.</summary>
public sealed record ColumnProfile
{
    /// <summary>The most characters of a text; null where there is none.</summary>
    public int? Length { get; init; }

    /// <summary>The smallest value, for comparison; null where there is none or no order.</summary>
    public string? Least { get; init; }

    /// <summary>The largest value, for comparison; null where there is none or no order.</summary>
    public string? Most { get; init; }

    /// <summary>Whether there are rows without a value.</summary>
    public bool HasNull { get; init; }

    /// <summary>Labels, keys with types, or values where there are few; null where there are many.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>Whether the words are those of the schema, and may be shown.</summary>
    public bool IsShown { get; init; }

    /// <summary>In what a later one goes beyond this one, its range left aside.</summary>
    public IEnumerable<string> Widened(ColumnProfile later)
    {
        if (later.HasNull && !HasNull)
        {
            yield return "NULL for the first time";
        }

        if (later.Length > (Length ?? 0))
        {
            yield return FormattableString.Invariant($"up to {later.Length} characters, were {Length ?? 0}");
        }

        if (Words is not null && (later.Words is null || later.Words.Except(Words, StringComparer.Ordinal).Any()))
        {
            var added = later.Words?.Except(Words, StringComparer.Ordinal).ToList();
            yield return added is null ? "many different values, were few" : IsShown ? $"for the first time {string.Join(", ", added)}" : FormattableString.Invariant($"{added.Count} other values than the {Words.Count} before");
        }
    }

    /// <summary>Which ends of its range are others.</summary>
    public IEnumerable<string> Moved(ColumnProfile later)
    {
        if (Least is not null && later.Least != Least)
        {
            yield return "another smallest value";
        }

        if (Most is not null && later.Most != Most)
        {
            yield return "another largest value";
        }
    }
}
