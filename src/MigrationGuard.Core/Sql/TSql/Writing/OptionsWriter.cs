using System.Globalization;
using MigrationGuard.Operations;

namespace MigrationGuard.Sql.TSql.Writing;

/// <summary>Writes <c>WITH (ONLINE = ON, …)</c>.</summary>
internal static class OptionsWriter
{
    /// <summary>The WITH clause, or null when nothing is set.</summary>
    public static string? With(IndexOptions options)
    {
        var items = new List<string>();
        if (options.Online)
        {
            items.Add(options.LowPriority is null ? "ONLINE = ON" : $"ONLINE = ON ({Wait(options.LowPriority)})");
        }
        else if (options.LowPriority is not null)
        {
            items.Add(Wait(options.LowPriority));
        }

        Add(items, options.Resumable, "RESUMABLE = ON");
        Add(items, options.DropExisting, "DROP_EXISTING = ON");
        Add(items, options.DataCompression is not null, "DATA_COMPRESSION = " + options.DataCompression);
        Add(items, options.Other is not null, options.Other!);
        return items.Count == 0 ? null : "WITH (" + string.Join(", ", items) + ")";
    }

    /// <summary>REBUILD with its options; <see cref="IndexOptions.Other"/> may begin with <c>PARTITION = …</c>, which stands in front of WITH.</summary>
    public static string Rebuild(IndexOptions options)
    {
        if (options.Other?.StartsWith("PARTITION", StringComparison.OrdinalIgnoreCase) != true)
        {
            return Clauses.Words("REBUILD", With(options));
        }

        var comma = options.Other.IndexOf(", ", StringComparison.Ordinal);
        var partition = comma < 0 ? options.Other : options.Other.Substring(0, comma);
        return Clauses.Words("REBUILD", partition, With(options with { Other = comma < 0 ? null : options.Other.Substring(comma + 2) }));
    }

    private static void Add(List<string> items, bool condition, string item)
    {
        if (condition)
        {
            items.Add(item);
        }
    }

    private static string Wait(LowPriorityWait wait)
    {
        var minutes = wait.MaxDurationMinutes.ToString(CultureInfo.InvariantCulture);
        return $"WAIT_AT_LOW_PRIORITY (MAX_DURATION = {minutes} MINUTES, ABORT_AFTER_WAIT = {wait.AbortAfterWait.ToString().ToUpperInvariant()})";
    }
}
