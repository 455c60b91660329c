using System.Collections.Concurrent;
using MigrationGuard.Recordings;

namespace MigrationGuard.Recording.Tests;

/// <summary>A recorder that keeps everything as it came.</summary>
internal sealed class Seen : IStatementRecorder
{
    private readonly ConcurrentDictionary<(string Text, int Types), int> _counts = [];

    public ConcurrentQueue<RecordedCommand> Commands { get; } = [];

    public ConcurrentQueue<string> Missed { get; } = [];

    public bool TryCount(string text, int types)
    {
        while (_counts.TryGetValue((text, types), out var count))
        {
            if (_counts.TryUpdate((text, types), count + 1, count))
            {
                return true;
            }
        }

        return false;
    }

    public void Add(RecordedCommand command, int types)
    {
        if (_counts.AddOrUpdate((command.Text, types), 1, (_, count) => count + 1) == 1)
        {
            Commands.Enqueue(command);
        }
    }

    public void Miss(string reason) => Missed.Enqueue(reason);

    public int Calls(string text) => _counts.Where(count => count.Key.Text == text).Sum(count => count.Value);
}
