using MigrationGuard.Gate.Replays.Recordings;

namespace MigrationGuard.Gate.Replays.Comparing;

/// <summary>
/// What the answers to all requests say. The old version is asked before and after the new one: what changes meanwhile differs between its two answers, too, and
/// is noise. https://github.com/twitter/diffy#how-does-diffy-work
/// </summary>
internal sealed class ReplayTally(ReplaySettings settings)
{
    // Paths in which names are data would fill the memory.
    private const int ManyFields = 1000;

    private readonly Lock _lock = new();
    private readonly IReadOnlyList<FieldPattern> _ignored = [.. settings.IgnoredFields.Select(FieldPattern.Read).OfType<FieldPattern>()];
    private readonly Dictionary<string, Dictionary<string, FieldCount>> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _requests = new(StringComparer.Ordinal);
    private readonly List<TimeSpan> _old = [];
    private readonly List<TimeSpan> _new = [];

    /// <summary>How many requests the old version answered twice.</summary>
    public int Compared { get; private set; }

    /// <summary>How many it did not answer both times.</summary>
    public int OldSilent { get; private set; }

    /// <summary>How many of those that were compared the new version did not answer.</summary>
    public int NewSilent { get; private set; }

    /// <summary>How many of those that were compared the old version refused, or failed at: status 401, 403, or from 500.</summary>
    public int Refused { get; private set; }

    /// <summary>How many of those that were compared the old version answered with a status below 400.</summary>
    public int Telling { get; private set; }

    /// <summary>Why an answer is missing, the first time; null when none is.</summary>
    public string? Silence { get; private set; }

    /// <summary>How long the answers of the old version took at most, of 95 in 100.</summary>
    public TimeSpan OldLatency => Percentile(_old, 0.95);

    /// <summary>The same of the new version.</summary>
    public TimeSpan NewLatency => Percentile(_new, 0.95);

    /// <summary>How long half of the answers took at most, of both versions.</summary>
    public (TimeSpan Old, TimeSpan New) Medians => (Percentile(_old, 0.5), Percentile(_new, 0.5));

    /// <summary>Adds the answers to a request.</summary>
    public void Add(RecordedRequest request, Answers answers)
    {
        if (answers is not { First: ReplayAnswer.Answered first, Second: ReplayAnswer.Answered second })
        {
            lock (_lock)
            {
                OldSilent++;
                Silence ??= $"the old version: {((answers.First as ReplayAnswer.Silent) ?? (ReplayAnswer.Silent)answers.Second).Why}";
            }

            return;
        }

        using var one = AnswerView.Of(first, answers.OldSlot);
        using var again = AnswerView.Of(second, answers.OldSlot);
        var noise = new Differences(_ignored).Between(one, again);
        var raw = Raw(one, answers);
        lock (_lock)
        {
            Count(request, raw, noise);
            Note(first, answers.New);
        }
    }

    /// <summary>The fields that differ by more than noise, the worst first.</summary>
    public IReadOnlyList<FieldDifference> Differences() =>
    [
        .. from route in _fields
           from field in route.Value
           let difference = new FieldDifference(route.Key, field.Key, field.Value, _requests[route.Key])
           where IsMore(difference)
           orderby difference.Share descending, difference.Requests descending, difference.Route, difference.Field
           select difference,
    ];

    /// <summary>The fields that the old version answers differently each time, with the route.</summary>
    public IReadOnlyList<string> Noisy() => [.. from route in _fields from field in route.Value where field.Value.Noise > 0 orderby field.Value.Noise descending, route.Key, field.Key select $"{route.Key} {field.Key}"];

    private IReadOnlySet<string> Raw(AnswerView old, Answers answers)
    {
        if (answers.New is not ReplayAnswer.Answered answered)
        {
            return new HashSet<string> { "no answer" };
        }

        using var view = AnswerView.Of(answered, answers.NewSlot);
        return new Differences(_ignored).Between(old, view);
    }

    private void Count(RecordedRequest request, IReadOnlySet<string> raw, IReadOnlySet<string> noise)
    {
        var route = RequestLine.Route(request.Method, request.Target);
        _requests[route] = _requests.GetValueOrDefault(route) + 1;
        if (!_fields.TryGetValue(route, out var fields))
        {
            _fields[route] = fields = new(StringComparer.Ordinal);
        }

        foreach (var name in raw.Union(noise))
        {
            var kept = fields.ContainsKey(name) || fields.Count < ManyFields ? name : "other fields";
            if (!fields.TryGetValue(kept, out var count))
            {
                fields[kept] = count = new();
            }

            count.Raw += raw.Contains(name) ? 1 : 0;
            count.Noise += noise.Contains(name) ? 1 : 0;
            count.Example = count.Example.Length == 0 && raw.Contains(name) ? RequestLine.Shown(request.Method, request.Target) : count.Example;
        }
    }

    private void Note(ReplayAnswer.Answered old, ReplayAnswer answer)
    {
        Compared++;
        Telling += old.Status < 400 ? 1 : 0;
        Refused += old.Status is 401 or 403 or >= 500 ? 1 : 0;
        _old.Add(old.Took);
        switch (answer)
        {
            case ReplayAnswer.Answered answered:
                _new.Add(answered.Took);
                break;
            case ReplayAnswer.Silent silent:
                NewSilent++;
                Silence ??= $"the new version: {silent.Why}";
                break;
        }
    }

    // Diffy's two thresholds; a field that the old version is not sure of itself has to differ by more than chance (one side of 5 %).
    private bool IsMore(FieldDifference difference)
    {
        var (raw, noise) = (difference.Count.Raw, difference.Count.Noise);
        return raw > noise && raw - noise > settings.Relative * (raw + noise) && raw - noise > settings.Absolute * difference.Requests
            && (noise == 0 || raw - noise > 1.645 * Math.Sqrt(raw + noise));
    }

    private static TimeSpan Percentile(List<TimeSpan> times, double share) =>
        times.Count == 0 ? TimeSpan.Zero : times.Order().ElementAt(Math.Min(times.Count - 1, (int)Math.Ceiling(share * times.Count) - 1));
}
