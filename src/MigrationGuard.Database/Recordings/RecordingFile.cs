using System.Text.Json;
using MigrationGuard.Collections;
using MigrationGuard.Manifests;

namespace MigrationGuard.Recordings;

/// <summary>Recordings as JSON: what one process saw, until it is merged into a manifest.</summary>
public static class RecordingFile
{
    private const int Version = 1;

    /// <summary>The recording as one JSON text.</summary>
    public static string ToJson(Recording recording)
    {
        var sessions = recording.Statements.Select(static statement => statement.Session).Where(static session => session is not null).Distinct().ToList();
        var document = new RecordingDocument(
            Version,
            recording.First,
            recording.Last,
            recording.Processes,
            recording.Commands,
            [.. sessions.Select(static session => new SessionDocument(session!.Database, session.Role, session.SearchPath, session.Settings.ToDictionary()))],
            [.. recording.Statements.Select(statement => Written(statement, sessions))],
            [.. recording.Misses]);
        return JsonSerializer.Serialize(document, RecordingJson.Default.RecordingDocument);
    }

    /// <summary>Reads a recording.</summary>
    /// <param name="json">What <see cref="ToJson"/> gave.</param>
    /// <param name="name">Where it comes from, for messages.</param>
    /// <exception cref="ManifestException">It is none, or a newer version's.</exception>
    public static Recording Read(string json, string name)
    {
        try
        {
            var document = JsonSerializer.Deserialize(json, RecordingJson.Default.RecordingDocument) ?? throw new ManifestException($"{name}: this is no recording");
            return document.Version == Version
                ? Read(document)
                : throw new ManifestException(FormattableString.Invariant($"{name}: the recording has version {document.Version} of the format, and this tool reads {Version}; use the tool of the version that recorded it"));
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or NullReferenceException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new ManifestException($"{name}: this is no recording, or only a part of one: {exception.Message}");
        }
    }

    private static Recording Read(RecordingDocument document)
    {
        var sessions = document.Sessions.Select(Read).ToArray();
        return new Recording
        {
            First = document.First,
            Last = document.Last,
            Processes = document.Processes,
            Commands = document.Commands,
            Statements = document.Statements.Select(statement => Read(statement, sessions)).ToArray(),
            Misses = document.Misses,
        };
    }

    private static RecordedSession Read(SessionDocument session)
        => new(session.Database, session.Role, session.SearchPath, session.Settings.OrderBy(static setting => setting.Key, StringComparer.Ordinal).ToArray());

    private static RecordedStatement Read(StatementDocument statement, RecordedSession[] sessions)
        => new(statement.Text, statement.Parameters, statement.Session is { } session ? sessions[session] : null)
        {
            Result = statement.Result is { } result ? new EquatableList<ManifestResultColumn>?(result) : null,
            Origin = statement.From,
            Calls = statement.Calls,
            LastSeen = statement.LastSeen,
        };

    private static StatementDocument Written(RecordedStatement statement, List<RecordedSession?> sessions)
        => new(statement.Text, [.. statement.Parameters], statement.Session is null ? null : sessions.IndexOf(statement.Session), statement.Result is { } result ? [.. result] : null, statement.Origin, statement.Calls, statement.LastSeen);
}
