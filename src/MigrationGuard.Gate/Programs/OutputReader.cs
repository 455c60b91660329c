using System.Text;

namespace MigrationGuard.Gate.Programs;

/// <summary>Takes what a process writes to one of its outputs, however much that is, so that it never waits for a reader.</summary>
internal sealed class OutputReader(OutputTail tail, int longest = OutputReader.LongestBeginning)
{
    /// <summary>How much of the beginning is kept unless said otherwise.</summary>
    public const int LongestBeginning = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly StringBuilder _beginning = new();

    /// <summary>Reads to the end: the beginning is kept here, the lines go to the tail as they are complete.</summary>
    public async Task ReadAsync(TextReader reader)
    {
        var buffer = new char[4096];
        var line = new StringBuilder();
        for (int read; (read = await reader.ReadAsync(buffer)) > 0;)
        {
            Begin(buffer.AsSpan(0, read));
            var lines = buffer.AsSpan(0, read).LastIndexOf('\n') + 1;
            if (lines > 0)
            {
                tail.Add($"{line}{buffer.AsSpan(0, lines)}");
                line.Clear();
            }

            line.Append(buffer, lines, read - lines);
            Shorten(line);
        }

        tail.Add(line.ToString());
    }

    /// <summary>The beginning of what was read until now.</summary>
    public string Beginning()
    {
        lock (_lock)
        {
            return _beginning.ToString();
        }
    }

    private void Begin(ReadOnlySpan<char> text)
    {
        lock (_lock)
        {
            _beginning.Append(text[..Math.Min(text.Length, longest - _beginning.Length)]);
        }
    }

    // Twice as much, so that the tail sees that this is cut.
    private void Shorten(StringBuilder line)
    {
        if (line.Length > 4 * tail.Limit)
        {
            line.Remove(0, line.Length - (2 * tail.Limit) - 1);
        }
    }
}
