using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;

namespace MigrationGuard.Gate.Watching;

/// <summary>Several results of the same window as one.</summary>
internal static class BakeResults
{
    /// <summary>Bad when one is bad, else inconclusive when one is, else good; what decided is said first, and every number is said.</summary>
    public static BakeResult Together(IReadOnlyList<BakeResult> results)
    {
        var reading = results.Any(result => result.Reading == BakeReading.Bad) ? BakeReading.Bad
            : results.Any(result => result.Reading == BakeReading.Inconclusive) || results.Count == 0 ? BakeReading.Inconclusive
            : BakeReading.Good;
        return new(reading, string.Join("; ", results.OrderByDescending(result => result.Reading == reading).Select(result => result.Why)));
    }
}
