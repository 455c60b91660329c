namespace MigrationGuard.Cli.Judging;

/// <summary>What became of the witness of a failing statement.</summary>
/// <param name="File">The script, as the user named the folder; null when none could be written.</param>
/// <param name="Why">Why none could be written.</param>
internal sealed record WitnessNote(string? File, string? Why);
