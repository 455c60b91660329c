namespace MigrationGuard.Recordings;

/// <summary>What became of a text: the statements in it, and why some of it is none.</summary>
/// <param name="Statements">The statements.</param>
/// <param name="Misses">The counters of what was missed.</param>
internal sealed record KnownText(CountedStatement[] Statements, Counter[] Misses)
{
    /// <summary>Counts it once more.</summary>
    public void Count(long now)
    {
        foreach (var statement in Statements)
        {
            statement.Count(now);
        }

        foreach (var miss in Misses)
        {
            miss.Increment();
        }
    }
}

/// <summary>A number that several threads add to.</summary>
internal sealed class Counter
{
    private long _value;

    /// <summary>The number.</summary>
    public long Value => Interlocked.Read(ref _value);

    /// <summary>Adds one.</summary>
    public void Increment() => Interlocked.Increment(ref _value);
}

/// <summary>A statement that is kept.</summary>
/// <param name="statement">What it is.</param>
internal sealed class CountedStatement(RecordedStatement statement)
{
    private readonly Counter _calls = new();
    private long _lastSeen;
    private RecordedStatement _statement = statement;

    /// <summary>Counts it, sent at a time in ticks of UTC.</summary>
    public void Count(long now)
    {
        _calls.Increment();
        Volatile.Write(ref _lastSeen, now);
    }

    /// <summary>Adds what the server described and where it came from, when nobody had seen it before.</summary>
    public void Describe(RecordedStatement other)
    {
        if ((_statement.Result is null && other.Result is not null) || (_statement.Origin is null && other.Origin is not null))
        {
            _statement = _statement with { Result = _statement.Result ?? other.Result, Origin = _statement.Origin ?? other.Origin };
        }
    }

    /// <summary>As it stands now.</summary>
    public RecordedStatement Read() => _statement with { Calls = _calls.Value, LastSeen = new DateTimeOffset(Volatile.Read(ref _lastSeen), TimeSpan.Zero) };
}
