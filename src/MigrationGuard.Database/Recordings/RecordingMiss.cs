namespace MigrationGuard.Recordings;

/// <summary>Commands that were seen and are not in the recording.</summary>
/// <param name="Reason">Why, in a few words without anything of the commands.</param>
/// <param name="Count">How many.</param>
public sealed record RecordingMiss(string Reason, long Count);
