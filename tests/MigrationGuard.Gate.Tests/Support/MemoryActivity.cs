using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>The sessions of a database, in memory, with a clock that goes on with every look.</summary>
internal sealed class MemoryActivity : ISessionActivity
{
    private readonly Lock _lock = new();
    private readonly List<SessionSeen> _sessions = [];
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public bool Down { get; set; }

    public long Rollbacks { get; set; }

    public DatabaseCounters Counters => new(1000, Rollbacks, null);

    public void Connect(string name, int process = 4711, bool isVisible = true, string state = "idle", string user = "shop")
    {
        lock (_lock)
        {
            _sessions.Add(isVisible
                ? new() { Process = process, ApplicationName = name, User = user, IsVisible = true, Host = "10.0.0.7", State = state, Age = TimeSpan.FromSeconds(90) }
                : new() { Process = process, ApplicationName = name, User = user, IsVisible = false });
        }
    }

    public void Close(int process)
    {
        lock (_lock)
        {
            _sessions.RemoveAll(session => session.Process == process);
        }
    }

    /// <summary>A session runs a statement.</summary>
    public void Run(string name)
    {
        lock (_lock)
        {
            var at = _sessions.FindIndex(session => session.ApplicationName == name);
            _sessions[at] = _sessions[at] with { StatementAt = Next() };
        }
    }

    public Task<SessionsSeen> ReadAsync(string applicationName, CancellationToken cancellation) => Answer(() => new SessionsSeen(Next(), [.. _sessions.Where(session => session.ApplicationName == applicationName)]));

    public Task<DatabaseCounters> CountersAsync(CancellationToken cancellation) => Answer(() => Counters);

    private Task<T> Answer<T>(Func<T> answer)
    {
        lock (_lock)
        {
            return Down ? Task.FromException<T>(new DatabaseException("connection refused", null, null)) : Task.FromResult(answer());
        }
    }

    private DateTimeOffset Next() => _now += TimeSpan.FromMilliseconds(1);
}
