namespace MigrationGuard.Guarding;

/// <summary>What an installation did.</summary>
/// <param name="From">The schema version that was there; null: none.</param>
/// <param name="To">The schema version that is there now.</param>
/// <param name="Changed">Whether anything of the guard's objects was made anew; false: everything was in order already.</param>
/// <param name="Status">The guard as it is now.</param>
public sealed record GuardInstallation(int? From, int To, bool Changed, GuardStatus Status);
