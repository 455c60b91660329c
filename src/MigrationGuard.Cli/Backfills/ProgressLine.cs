using MigrationGuard.Backfills;

namespace MigrationGuard.Cli.Backfills;

/// <summary>Says how far a backfill is: a bar that is written over where there is a terminal, else a line now and then.</summary>
internal sealed class ProgressLine(Surroundings surroundings) : IProgress<BackfillProgress>
{
    private const int Width = 30;

    private static readonly TimeSpan BarEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    private long? _written;
    private string? _note;
    private bool _open;

    /// <inheritdoc />
    public void Report(BackfillProgress value)
    {
        // Something else than batches is said at once, and once.
        var isNews = value.Note is not null && !string.Equals(value.Note, _note, StringComparison.Ordinal);
        _note = value.Note;
        if (!isNews && _written is { } at && surroundings.Time.GetElapsedTime(at) < (surroundings.ErrorTerminal ? BarEvery : LineEvery))
        {
            return;
        }

        _written = surroundings.Time.GetTimestamp();
        var text = BackfillWords.Progress(value.Rows, value.Share, value.Rate, value.Remaining) + (value.Pass > 1 ? FormattableString.Invariant($", pass {value.Pass}") : "");
        if (surroundings.ErrorTerminal)
        {
            WriteBar(value, text);
        }
        else
        {
            surroundings.Error.WriteLine($"{value.Name}: {text}{(value.Note is { } note ? ", " + note : "")}");
        }
    }

    /// <summary>Ends the line.</summary>
    public void Close()
    {
        if (_open)
        {
            surroundings.Error.WriteLine();
            _open = false;
        }
    }

    private void WriteBar(BackfillProgress value, string text)
    {
        var full = (int)(value.Share * Width);
        surroundings.Error.Write($"\r\e[K{value.Name} [{new string('#', full)}{new string('-', Width - full)}] {text}{(value.Note is { } note ? ", " + note : "")}");
        surroundings.Error.Flush();
        _open = true;
    }
}
