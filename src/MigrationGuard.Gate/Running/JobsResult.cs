using MigrationGuard.Gate.Machine;

namespace MigrationGuard.Gate.Running;

/// <summary>How far backfills are, with what is left in a sentence.</summary>
public sealed record JobsResult(JobsStanding Standing, string Why);
