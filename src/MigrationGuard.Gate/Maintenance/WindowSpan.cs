namespace MigrationGuard.Gate.Maintenance;

/// <summary>A time in which removals may run.</summary>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it ends; not a part of it.</param>
/// <param name="Names">The windows that it is made of.</param>
/// <param name="Zone">The zone of the first of them.</param>
public sealed record WindowSpan(DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<string> Names, TimeZoneInfo Zone)
{
    /// <summary>Whether a time is in it.</summary>
    public bool Contains(DateTimeOffset at) => From <= at && at < Until;

    /// <summary>Its beginning on the wall clock of <see cref="Zone"/>.</summary>
    public DateTimeOffset LocalFrom => TimeZoneInfo.ConvertTime(From, Zone);

    /// <summary>Its end on the wall clock of <see cref="Zone"/>.</summary>
    public DateTimeOffset LocalUntil => TimeZoneInfo.ConvertTime(Until, Zone);
}
