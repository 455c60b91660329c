namespace MigrationGuard.Postgres.Tests.Planning;

/// <summary>How far the plan is while writers run.</summary>
internal sealed class SyncedProgress
{
    private volatile bool _expanded;
    private volatile bool _filled;
    private int _lastId = SyncedWriter.Shared;

    public bool Expanded { get => _expanded; set => _expanded = value; }

    public bool Filled { get => _filled; set => _filled = value; }

    /// <summary>The id of a row that nobody else writes.</summary>
    public int NextId() => Interlocked.Increment(ref _lastId);
}
