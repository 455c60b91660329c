using MigrationGuard.Recordings;
using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Ledger;

/// <summary>Recordings that processes put into the ledger.</summary>
/// <param name="source">Connections to the database; they stay the caller's.</param>
public sealed class PostgresRecordings(PostgresSource source)
{
    private const string List = """
        SELECT r.process, r.manifest::text, r.recorded_at FROM migration_guard.recording AS r
        WHERE r.service = $1 AND r.label = $2 AND r.digest = $3 ORDER BY r.process COLLATE "C"
        """;

    private const string Put = "SELECT migration_guard.record($1, $2, $3, $4, $5::text::jsonb)";

    private const string Forget = "SELECT migration_guard.forget_recordings($1, $2, $3, $4)";

    /// <summary>What all processes of a version recorded until now, and when the last of them wrote.</summary>
    /// <exception cref="DatabaseException">The server refuses or is lost.</exception>
    /// <exception cref="Manifests.ManifestException">One of them is damaged.</exception>
    public async Task<(IReadOnlyList<Recording> Recordings, DateTimeOffset Until)> ReadAsync(RecordedVersion version, CancellationToken cancellation)
    {
        await using var connection = await source.OpenAsync(cancellation);
        var rows = await PostgresRows.ReadAsync(
            connection, List, static row => (Recording: RecordingFile.Read(row.GetString(1), "process " + row.GetString(0)), At: row.GetFieldValue<DateTimeOffset>(2)), cancellation, version.Service, version.Label, version.Digest);
        return ([.. rows.Select(static row => row.Recording)], rows.Count == 0 ? DateTimeOffset.MinValue : rows.Max(static row => row.At));
    }

    /// <summary>Puts the recording of a process there.</summary>
    /// <exception cref="DatabaseException">The server refuses or is lost.</exception>
    public async Task PutAsync(RecordedVersion version, string process, Recording recording, CancellationToken cancellation)
    {
        await using var connection = await source.OpenAsync(cancellation);
        await PostgresRows.ReadAsync(connection, Put, static _ => 0, cancellation, version.Service, version.Label, version.Digest, process, RecordingFile.ToJson(recording));
    }

    /// <summary>Forgets what was there until a time; gives how many processes that were.</summary>
    /// <exception cref="DatabaseException">The server refuses or is lost.</exception>
    public async Task<long> ForgetAsync(RecordedVersion version, DateTimeOffset until, CancellationToken cancellation)
    {
        await using var connection = await source.OpenAsync(cancellation);
        return (await PostgresRows.ReadAsync(connection, Forget, static row => row.GetInt64(0), cancellation, version.Service, version.Label, version.Digest, until))[0];
    }
}
