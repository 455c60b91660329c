using MigrationGuard.Cli.Sources;

namespace MigrationGuard.Cli.Collecting;

/// <summary>Says what was collected and what not.</summary>
internal static class CollectReport
{
    /// <summary>Writes to the error stream: the result is the manifest.</summary>
    public static void Write(Collection collection, IReadOnlyList<Problem> problems, Surroundings surroundings)
    {
        foreach (var problem in problems)
        {
            surroundings.Say(problem.ToString());
        }

        foreach (var missed in collection.Missed)
        {
            surroundings.Error.WriteLine($"{missed.Place}: not collected: {missed.Reason}");
        }

        foreach (var (reason, count) in collection.LeftOut)
        {
            surroundings.Say(FormattableString.Invariant($"left out: {count} {reason}"));
        }

        foreach (var note in collection.Notes)
        {
            surroundings.Say(note);
        }

        surroundings.Say(FormattableString.Invariant($"{collection.Count} statement{(collection.Count == 1 ? "" : "s")} collected, {collection.Missed.Count} not"));
    }
}
