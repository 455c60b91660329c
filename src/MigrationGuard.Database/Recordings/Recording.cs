using MigrationGuard.Collections;
using MigrationGuard.Manifests;

namespace MigrationGuard.Recordings;

/// <summary>What was seen of an application, by one process or by several.</summary>
public sealed record Recording
{
    /// <summary>When recording began.</summary>
    public DateTimeOffset First { get; init; }

    /// <summary>When a command was last seen; the beginning when none was.</summary>
    public DateTimeOffset Last { get; init; }

    /// <summary>How many processes were recorded.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>How many commands were seen, those of session and transaction included.</summary>
    public long Commands { get; init; }

    /// <summary>The statements, each once per session kind and parameter types.</summary>
    public EquatableList<RecordedStatement> Statements { get; init; }

    /// <summary>What is not among them, ordered by reason.</summary>
    public EquatableList<RecordingMiss> Misses { get; init; }

    /// <summary>
    /// Adds recordings up: calls and misses are added, the last time and the widest span win. A statement that was sent with other
    /// parameter types, as another role or with another search_path is another one: it can mean something else.
    /// </summary>
    public static Recording Merge(IReadOnlyCollection<Recording> recordings)
    {
        var statements = new Dictionary<(string, string, RecordedSession?), RecordedStatement>();
        var misses = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var recording in recordings)
        {
            foreach (var statement in recording.Statements)
            {
                var key = (statement.Text, TypesOf(statement.Parameters), statement.Session);
                statements[key] = statements.TryGetValue(key, out var known) ? Unite(known, statement) : statement;
            }

            foreach (var (reason, count) in recording.Misses)
            {
                misses[reason] = misses.GetValueOrDefault(reason) + count;
            }
        }

        return new Recording
        {
            First = recordings.Count == 0 ? default : recordings.Min(static recording => recording.First),
            Last = recordings.Count == 0 ? default : recordings.Max(static recording => recording.Last),
            Processes = recordings.Sum(static recording => recording.Processes),
            Commands = recordings.Sum(static recording => recording.Commands),
            Statements = statements.Values.ToArray(),
            Misses = misses.Select(static miss => new RecordingMiss(miss.Key, miss.Value)).ToArray(),
        };
    }

    /// <summary>The types of parameters as one text.</summary>
    internal static string TypesOf(EquatableList<ManifestParameter> parameters) => string.Join('\u001F', parameters.Select(static parameter => parameter.Type));

    private static RecordedStatement Unite(RecordedStatement known, RecordedStatement other) => known with
    {
        Calls = known.Calls + other.Calls,
        LastSeen = known.LastSeen > other.LastSeen ? known.LastSeen : other.LastSeen,
        Result = known.Result ?? other.Result,
        Origin = known.Origin ?? other.Origin,
    };
}
