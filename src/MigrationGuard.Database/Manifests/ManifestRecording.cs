using MigrationGuard.Collections;

namespace MigrationGuard.Manifests;

/// <summary>How the statements of a manifest were recorded; a manifest that was not recorded has none.</summary>
/// <param name="First">When recording began.</param>
/// <param name="Last">When a command was last seen.</param>
/// <param name="Processes">How many processes were recorded.</param>
/// <param name="Commands">How many commands they sent.</param>
/// <param name="Missed">The commands of which no statement is in the manifest, ordered by reason.</param>
public sealed record ManifestRecording(DateTimeOffset First, DateTimeOffset Last, long Processes, long Commands, EquatableList<ManifestMiss> Missed)
{
    /// <summary>How many commands were missed.</summary>
    public long MissedCommands => Missed.Sum(static miss => miss.Count);

    /// <summary>Two recordings of the same version as one.</summary>
    public static ManifestRecording? Add(ManifestRecording? one, ManifestRecording? other)
        => one is null || other is null ? one ?? other : new ManifestRecording(
            one.First < other.First ? one.First : other.First,
            one.Last > other.Last ? one.Last : other.Last,
            one.Processes + other.Processes,
            one.Commands + other.Commands,
            one.Missed.Concat(other.Missed).GroupBy(static miss => miss.Reason, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal)
                .Select(static group => new ManifestMiss(group.Key, group.Sum(static miss => miss.Count))).ToArray());
}

/// <summary>Commands that were seen while recording and are not in the manifest.</summary>
/// <param name="Reason">Why, without anything of the commands.</param>
/// <param name="Count">How many.</param>
public sealed record ManifestMiss(string Reason, long Count);
