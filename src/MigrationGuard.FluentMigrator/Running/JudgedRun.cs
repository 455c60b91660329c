namespace MigrationGuard.FluentMigrator.Running;

/// <summary>What was judged of the run that is under way, for the second line.</summary>
internal sealed class JudgedRun
{
    private HashSet<string> _judged = [];
    private HashSet<string> _patient = [];
    private int _silent;

    /// <summary>Whether expressions come from collecting, or from the runner's own migrations.</summary>
    public bool IsSilent => _silent > 0;

    /// <summary>Whether an expression with this key was judged in the run.</summary>
    public bool Has(string key) => _judged.Contains(key);

    /// <summary>Whether an expression with this key is of a migration whose waiting must not be cut short.</summary>
    public bool IsPatient(string key) => _patient.Contains(key);

    /// <summary>The limit of the run that is under way; null where it has none.</summary>
    public LockLimit? Limit { get; set; }

    /// <summary>Begins a run in which these were judged, some of them of patient migrations; it ends when the result is disposed of.</summary>
    public IDisposable Begin(IEnumerable<string> judged, IEnumerable<string> patient)
    {
        var outer = (_judged, _patient);
        (_judged, _patient) = ([.. _judged, .. judged], [.. _patient, .. patient]);
        return new Ending(() => (_judged, _patient) = outer);
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
