using MigrationGuard.Gate.Machine;

namespace MigrationGuard.Cli.Releases;

/// <summary>Tells the user of the decisions of a run while it runs, and keeps what an observing gate lets pass.</summary>
internal sealed class DecisionLog(Surroundings surroundings) : IProgress<Decision>
{
    private const string Mark = "would be refused: ";

    private readonly List<string> _wouldRefuse = [];
    private (string Word, string Why) _last;

    /// <summary>What would have been refused, each once.</summary>
    public IReadOnlyList<string> WouldRefuse => _wouldRefuse;

    /// <inheritdoc />
    public void Report(Decision value)
    {
        Note(value.Why);
        var line = (value.State.Word, value.Why);
        if (line != _last)
        {
            _last = line;
            surroundings.Error.WriteLine($"{value.State.Word,-16} {value.Why}");
        }
    }

    /// <summary>Keeps a reason that says what would be refused.</summary>
    public void Note(string why)
    {
        if (why.StartsWith(Mark, StringComparison.Ordinal) && !_wouldRefuse.Contains(why[Mark.Length..], StringComparer.Ordinal))
        {
            _wouldRefuse.Add(why[Mark.Length..]);
        }
    }
}
