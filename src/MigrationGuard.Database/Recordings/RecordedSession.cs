using MigrationGuard.Collections;

namespace MigrationGuard.Recordings;

/// <summary>What a session is for the reading of its statements.</summary>
/// <param name="Database">The database.</param>
/// <param name="Role">The role that it runs as.</param>
/// <param name="SearchPath">Its search_path; null where it was not asked.</param>
/// <param name="Settings">Its settings of <see cref="Manifests.ReadingSettings"/> that differ from the server's own, ordered by name.</param>
public sealed record RecordedSession(string Database, string Role, string? SearchPath, EquatableList<KeyValuePair<string, string>> Settings);
