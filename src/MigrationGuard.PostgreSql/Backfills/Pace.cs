namespace MigrationGuard.Postgres.Backfills;

/// <summary>How fast a run is, pauses included.</summary>
internal sealed class Pace(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private long _passStart = time.GetTimestamp();
    private double _shareAtStart;
    private long _rows;

    /// <summary>Rows a second since the run began.</summary>
    public double Rate => _rows / Math.Max(0.001, time.GetElapsedTime(_start).TotalSeconds);

    /// <summary>Counts rows that were updated.</summary>
    public void Add(long rows) => _rows += rows;

    /// <summary>Begins a pass, or the rest of one.</summary>
    public void Begin(double share) => (_passStart, _shareAtStart) = (time.GetTimestamp(), share);

    /// <summary>How long the pass may still take; null while too little is done to tell.</summary>
    public TimeSpan? Remaining(double share)
    {
        var done = share - _shareAtStart;
        return done < 0.001 ? null : time.GetElapsedTime(_passStart) * (Math.Max(0, 1 - share) / done);
    }
}
