namespace MigrationGuard.FluentMigrator.Running;

/// <summary>What was judged of the run that is under way, for the second line.</summary>
internal sealed class JudgedRun
{
    private HashSet<string> _judged = [];
    private int _silent;

    /// <summary>Whether expressions come from collecting, or from the runner's own migrations.</summary>
    public bool IsSilent => _silent > 0;

    /// <summary>Whether an expression with this key was judged in the run.</summary>
    public bool Has(string key) => _judged.Contains(key);

    /// <summary>Begins a run in which these were judged; it ends when the result is disposed of.</summary>
    public IDisposable Begin(IEnumerable<string> judged)
    {
        var outer = _judged;
        _judged = [.. outer, .. judged];
        return new Ending(() => _judged = outer);
    }

    /// <summary>Nothing is judged until the result is disposed of.</summary>
    public IDisposable Silence()
    {
        _silent++;
        return new Ending(() => _silent--);
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
