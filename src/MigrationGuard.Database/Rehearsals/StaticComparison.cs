using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rehearsals;

/// <summary>Compares what facts and classifier said with what the server did.</summary>
internal static class StaticComparison
{
    // What only reads and what only changes rows take weaker ones, of which no fact speaks.
    private static readonly int Weakest = PostgreSqlLocks.ShareUpdateExclusive.Strength;

    /// <summary>Where they differ, a sentence each.</summary>
    /// <param name="result">What was rehearsed.</param>
    /// <param name="live">The tables that were there before the first pending migration.</param>
    public static IReadOnlyList<string> Of(MigrationRehearsal result, IReadOnlyCollection<ObjectName> live)
    {
        var said = result.Migration.Static;
        var differences = new List<string>();
        if (said.Phase is { } phase && result.Phase is { } shown && phase != shown)
        {
            differences.Add($"phase: said {Word(phase)} ({said.Why}), shown {Word(shown)} ({result.Why})");
        }

        if (!said.CostKnown)
        {
            return differences;
        }

        var tables = result.Steps.SelectMany(step => step.Relations).Where(relation => relation is { IsTable: true, IsLive: true }).ToList();
        differences.AddRange(Locks(said, tables, live));
        if (said.Rewrites != tables.Exists(table => table.Rewritten))
        {
            differences.Add(said.Rewrites ? "rewrite: said, and no table was written anew" : $"rewrite: not said, and {tables.Find(table => table.Rewritten)!.Name} was written anew");
        }

        if (!said.Scans && tables.Find(table => table is { Verified: true, Rewritten: false }) is { } verified)
        {
            differences.Add($"scan: not said, and the rows of {verified.Name} were checked");
        }

        return differences;
    }

    private static IEnumerable<string> Locks(StaticAnswer said, List<RelationTrace> tables, IReadOnlyCollection<ObjectName> live)
    {
        foreach (var table in tables.GroupBy(table => table.Name).Select(group => group.MaxBy(relation => relation.Lock.Strength)!))
        {
            var mode = said.Locks.Where(one => Same(one.Key, table.Name)).Select(one => one.Value).MaxBy(one => one.Strength);
            if (mode != table.Lock && Math.Max(mode?.Strength ?? 0, table.Lock.Strength) >= Weakest)
            {
                yield return $"lock on {table.Name}: said {mode?.Name ?? "none"}, taken {table.Lock}";
            }
        }

        foreach (var (name, mode) in said.Locks.Where(one => one.Value.Strength >= Weakest))
        {
            if (live.FirstOrDefault(table => Same(name, table)) is { Name: not null } found && !tables.Exists(table => table.Name == found))
            {
                yield return $"lock on {found}: said {mode}, none taken";
            }
        }
    }

    private static bool Same(ObjectName said, ObjectName found) => said.Name == found.Name && (said.Schema ?? found.Schema) == found.Schema;

    private static string Word(Classifying.Phase phase) => phase.ToString().ToLowerInvariant();
}
