namespace WebShop;

/// <summary>Remembers the last error of the database, so that <c>/ready</c> can tell.</summary>
public sealed class RecentFailures(TimeProvider time)
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);

    private Failure? _last;

    /// <summary>The SQLSTATE of an error in the last ten seconds; null when there was none.</summary>
    public string? SqlState => Volatile.Read(ref _last) is { } last && time.GetElapsedTime(last.At) < Memory ? last.SqlState : null;

    /// <summary>Notes an error.</summary>
    public void Add(string sqlState) => Volatile.Write(ref _last, new Failure(sqlState, time.GetTimestamp()));

    private sealed record Failure(string SqlState, long At);
}
