using MigrationGuard.Execution;
using MigrationGuard.Postgres.Execution;

namespace MigrationGuard.Postgres.Tombstones;

/// <summary>Decides how what steps remove is hidden, on a session without a transaction.</summary>
internal sealed class HidingPlanner(StepSession session, StepSettings settings)
{
    /// <summary>The objects with how they are hidden, and why they cannot be.</summary>
    public async Task<(IReadOnlyList<HiddenState> Objects, IReadOnlyList<string> Problems)> PlanAsync(IReadOnlyList<MigrationStep> steps, CancellationToken cancellation)
    {
        var (found, unhidden, problem) = await RemovedObjects.FindAsync(session, steps, settings, cancellation);
        if (problem is not null)
        {
            return ([], [$"it is not known what is removed: {problem}"]);
        }

        var objects = new List<HiddenState>();
        var problems = new List<string>();
        foreach (var removed in found)
        {
            var planned = await PlanAsync(removed, cancellation);
            objects.Add(planned);
            if (planned.Rename && await Bindings.NamedInAsync(session, removed, cancellation) is { Count: > 0 } named)
            {
                problems.Add($"{string.Join(", ", planned.Shown().Select(shown => shown.Identity))} cannot be hidden: {planned.Note}, and another name would break {string.Join(", ", named)}");
            }
        }

        return ([.. objects.Select((removed, index) => index > 0 || unhidden.Count == 0 ? removed : removed with { Note = string.Join("; ", unhidden.Prepend(removed.Note).OfType<string>()) })], problems);
    }

    private async Task<HiddenState> PlanAsync(HiddenState removed, CancellationToken cancellation) => await Bindings.UnboundAsync(session, removed, cancellation) switch
    {
        null => removed with { Rename = true, Note = "no role of an application is known, so that rights alone prove nothing" },
        { Count: > 0 } unbound => removed with { Rename = true, Unbound = unbound, Note = $"rights alone prove nothing: {string.Join(", ", unbound)}" },
        _ => removed,
    };
}
