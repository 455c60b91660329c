using MigrationGuard.Rehearsals;

namespace MigrationGuard.Cli.Rehearsals;

/// <summary>Says how far a rehearsal is: a bar that is written over where there is a terminal, else a line now and then.</summary>
internal sealed class RehearsalBar(Surroundings surroundings) : IProgress<RehearsalProgress>
{
    private const int Width = 30;

    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    private long _written = surroundings.Time.GetTimestamp();
    private bool _open;

    /// <inheritdoc />
    public void Report(RehearsalProgress value)
    {
        if (surroundings.ErrorTerminal)
        {
            var full = value.Total == 0 ? 0 : value.Done * Width / value.Total;
            surroundings.Error.Write(FormattableString.Invariant($"\r\e[K[{new string('#', full)}{new string('-', Width - full)}] {value.Done}/{value.Total} {value.What}"));
            surroundings.Error.Flush();
            _open = true;
        }
        else if (surroundings.Time.GetElapsedTime(_written) >= LineEvery)
        {
            _written = surroundings.Time.GetTimestamp();
            surroundings.Error.WriteLine(FormattableString.Invariant($"{value.Done} of {value.Total}: {value.What}"));
        }
    }

    /// <summary>Takes the bar away.</summary>
    public void Close()
    {
        if (_open)
        {
            surroundings.Error.Write("\r\e[K");
            surroundings.Error.Flush();
            _open = false;
        }
    }
}
