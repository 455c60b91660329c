using System.Text.RegularExpressions;
using MigrationGuard.Tombstones;

namespace MigrationGuard.Postgres.Tombstones;

/// <summary>Whether an error of the log is what a hidden object causes. In doubt it is.</summary>
internal static class HitMatch
{
    /// <summary>The hit that an error is; null where it is none.</summary>
    /// <param name="line">The error.</param>
    /// <param name="objects">What is hidden.</param>
    /// <param name="bound">The roles from whom rights were withdrawn, members included.</param>
    public static TombstoneHit? Of(LogLine line, IReadOnlyList<HiddenState> objects, IReadOnlySet<string> bound)
    {
        foreach (var hidden in objects.Where(hidden => hidden.IsHidden))
        {
            if (Named(line, hidden, bound) is { } name)
            {
                return new TombstoneHit(name, line.At, line.User, line.State, line.Statement) { Application = line.Application, Message = line.Message, Key = line.Key };
            }
        }

        return null;
    }

    private static string? Named(LogLine line, HiddenState hidden, IReadOnlySet<string> bound)
    {
        var whole = $"{hidden.Schema}.{hidden.Name}";
        var about = Names(line.Message, hidden.Name);
        if (hidden.Columns.Count == 0)
        {
            return about && (line.State != "42501" || Withdrawn(line, hidden, bound)) && line.State != "42703" ? whole : null;
        }

        // Of a withdrawn right the server names the table only.
        if (line.State == "42501")
        {
            return about && Withdrawn(line, hidden, bound) ? hidden.Columns is [var only] ? $"{whole}.{only.Name}" : whole : null;
        }

        var text = $"{line.Statement} {line.Context}";
        var column = line.State == "42703" ? hidden.Columns.FirstOrDefault(column => (column.HiddenName is not null || column.Inherited) && Names(line.Message, column.Name)) : null;
        return column is not null && (string.IsNullOrWhiteSpace(text) || Names(text, hidden.Name)) ? $"{whole}.{column.Name}" : null;
    }

    // Behind a function with the rights of its owner it is not the session's role that was refused.
    private static bool Withdrawn(LogLine line, HiddenState hidden, IReadOnlySet<string> bound) =>
        hidden.Saved is not null && (line.User is null || line.Context is not null || bound.Contains(line.User));

    private static bool Names(string text, string name) => Regex.IsMatch(text, $@"(?<![\p{{L}}\p{{N}}_$]){Regex.Escape(name)}(?![\p{{L}}\p{{N}}_$])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
