using System.Text.Json;

namespace WebShop.Load;

/// <summary>What became of the requests so far.</summary>
internal sealed class Counts
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, int> _answered = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _failed = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _sqlStates = new(StringComparer.Ordinal);
    private int _lost;
    private int _wrong;

    /// <summary>Notes an answer: a status from 500 on is a failure.</summary>
    public void Add(Answer answer)
    {
        lock (_lock)
        {
            var counter = answer.Status >= 500 ? _failed : _answered;
            counter[answer.Release] = counter.GetValueOrDefault(answer.Release) + 1;
            if (answer.SqlState is { } state)
            {
                _sqlStates.Add(state);
            }
        }
    }

    /// <summary>Notes a request without an answer.</summary>
    public void AddLost() => Interlocked.Increment(ref _lost);

    /// <summary>Notes an answer that is not what was written before.</summary>
    public void AddWrong() => Interlocked.Increment(ref _wrong);

    /// <summary>One JSON object: answered and failed by release, lost, wrong, and the errors of the database.</summary>
    public string ToJson()
    {
        lock (_lock)
        {
            return JsonSerializer.Serialize(new { answered = _answered, failed = _failed, lost = Volatile.Read(ref _lost), wrong = Volatile.Read(ref _wrong), sqlStates = _sqlStates });
        }
    }
}
