using MigrationGuard.Databases;
using MigrationGuard.Execution;
using MigrationGuard.Rehearsals;

namespace MigrationGuard.Postgres.Rehearsals;

/// <summary>Makes a trace of what was seen.</summary>
internal static class TraceBuilder
{
    /// <summary>The trace of a step.</summary>
    public static StepTrace Build(MigrationStep step, (RelationMap Before, StepTracer.Seen Seen, IReadOnlySet<uint> Live) saw, WorkMessages messages)
    {
        var (before, seen, live) = saw;
        var counters = seen.Counters.ToDictionary(counter => counter.Id);
        var traces = new List<RelationTrace>();
        foreach (var (id, mode) in seen.Locks)
        {
            if (before.Relations.TryGetValue(id, out var relation))
            {
                var counter = counters.GetValueOrDefault(id);
                seen.After.Relations.TryGetValue(id, out var after);
                var indexed = messages.Indexed.Contains(relation.Name.Name);
                var scanned = counter is { Scans: > 0 } && !indexed;
                var newFile = after is not null && after.File != relation.File;
                traces.Add(new RelationTrace(relation.Name, mode)
                {
                    IsTable = relation.IsTable,
                    IsLive = live.Contains(id),
                    Rewritten = messages.Rewritten.Contains(relation.Name.Name) || (newFile && (relation.Kind is 'r' or 'm') && after!.Size > 0),
                    Verified = messages.Verified.Contains(relation.Name.Name) || (messages.ValidatedForeignKey && scanned),
                    Scanned = scanned || messages.Verified.Contains(relation.Name.Name),
                    Indexed = indexed,
                    Gone = after is null,
                    Inserted = counter?.Inserted ?? 0,
                    Updated = counter?.Updated ?? 0,
                    Deleted = Math.Max(counter?.Deleted ?? 0, newFile && relation.Size > 0 && after!.Size == 0 ? 1 : 0),
                    Overwritten = seen.Overwritten.GetValueOrDefault(id),
                });
            }
        }

        return new StepTrace
        {
            Place = step.Place,
            Statements = [.. step.Statements.Select(statement => statement.Text)],
            Duration = seen.Duration,
            Relations = [.. traces.OrderByDescending(relation => relation.Lock.Strength).ThenBy(relation => relation.Name.ToString(), StringComparer.Ordinal)],
            Messages = messages.Shown,
        };
    }
}
