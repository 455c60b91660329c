namespace MigrationGuard.Postgres.Tombstones;

/// <summary>How far the files of the server's log are read.</summary>
/// <param name="Files">Bytes that are read, by the file's name.</param>
/// <param name="Newest">The file that was written last.</param>
internal sealed record LogPlace(IReadOnlyDictionary<string, long> Files, string? Newest);
