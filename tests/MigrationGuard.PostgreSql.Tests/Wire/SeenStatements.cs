using System.Collections.Concurrent;
using MigrationGuard.Recordings;

namespace MigrationGuard.Postgres.Tests.Wire;

/// <summary>A recorder that keeps what it is given as it is.</summary>
internal sealed class SeenStatements : IStatementRecorder
{
    private readonly ConcurrentDictionary<(string Text, int Types), Seen> _seen = new();

    /// <summary>The commands in the order in which they were first seen.</summary>
    public IReadOnlyList<RecordedCommand> Commands => [.. _seen.Values.OrderBy(seen => seen.Number).Select(seen => seen.Command)];

    /// <summary>Their texts, each once.</summary>
    public IReadOnlyList<string> Texts => [.. Commands.Select(command => command.Text).Distinct()];

    /// <summary>Why something was missed, once for each time.</summary>
    public ConcurrentQueue<string> Missed { get; } = [];

    /// <summary>How often a text ran.</summary>
    public int Count(string text) => _seen.Where(seen => seen.Key.Text == text).Sum(seen => seen.Value.Count);

    /// <summary>The only command with that text.</summary>
    public RecordedCommand Only(string text) => Commands.Single(command => command.Text == text);

    public bool TryCount(string text, int types)
    {
        if (!_seen.TryGetValue((text, types), out var seen))
        {
            return false;
        }

        Interlocked.Increment(ref seen.Count);
        return true;
    }

    public void Add(RecordedCommand command, int types)
    {
        if (!_seen.TryAdd((command.Text, types), new Seen(command, _seen.Count)))
        {
            TryCount(command.Text, types);
        }
    }

    public void Miss(string reason) => Missed.Enqueue(reason);

    private sealed class Seen(RecordedCommand command, int number)
    {
        public int Count = 1;

        public RecordedCommand Command { get; } = command;

        public int Number { get; } = number;
    }
}
