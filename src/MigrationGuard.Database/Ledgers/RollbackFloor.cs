namespace MigrationGuard.Ledgers;

/// <summary>The oldest version of a service that still works on the schema and on the data written since.</summary>
/// <param name="Service">The application.</param>
/// <param name="Version">The label of the oldest version that may be gone back to.</param>
/// <param name="Reason">What older versions cannot live with.</param>
/// <param name="At">When it was found.</param>
public sealed record RollbackFloor(string Service, string Version, string Reason, DateTimeOffset At);
