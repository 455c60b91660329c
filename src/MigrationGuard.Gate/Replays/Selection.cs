using MigrationGuard.Gate.Programs;
using MigrationGuard.Gate.Replays.Recordings;

namespace MigrationGuard.Gate.Replays;

/// <summary>Chooses what of recordings is sent: requests that only read, from every route as evenly as the sample allows.</summary>
internal sealed class Selection(ReplaySettings settings)
{
    private const int Few = 6;

    // Beyond them routes are taken for one: paths in which everything is data.
    private const int ManyRoutes = 2000;

    private static readonly string[] Reading = ["GET", "HEAD", "OPTIONS"];

    // A method in a header or a query is taken for the method by many frameworks.
    private static readonly string[] Overrides = ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"];

    private readonly Dictionary<string, List<RecordedRequest>> _routes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _skipped = new(StringComparer.Ordinal);
    private readonly List<RecordingItem.Flaw> _flaws = [];
    private RecordingItem.Unreadable? _unreadable;

    /// <summary>How many requests were recorded.</summary>
    public int Recorded { get; private set; }

    /// <summary>How many routes they have.</summary>
    public int Routes => _routes.Count;

    /// <summary>What is damaged and not allowed to be.</summary>
    public IReadOnlyList<RecordingItem.Flaw> Flaws => [.. _flaws.Where(flaw => !(flaw.IsTruncation && settings.AllowsTruncated))];

    /// <summary>What is not sent, and what is damaged and may be; empty when there is nothing.</summary>
    public string Left
    {
        get
        {
            var many = _skipped.OrderByDescending(entry => entry.Value).Select(entry => FormattableString.Invariant($"{entry.Value} {entry.Key}"));
            var skipped = _skipped.Count == 0 ? "" : FormattableString.Invariant($"; not sent: {_skipped.Values.Sum()} ({PlainText.Some([.. many], Few)})");
            var unreadable = _unreadable is { } first ? FormattableString.Invariant($"; {first.File}, byte {first.Offset}: {first.Why}") : "";
            return skipped + unreadable + string.Concat(_flaws.Where(flaw => flaw.IsTruncation && settings.AllowsTruncated).Select(flaw => $"; allowed: {flaw}"));
        }
    }

    /// <summary>Looks at an item of a recording.</summary>
    public void Add(RecordingItem item)
    {
        switch (item)
        {
            case RecordingItem.Request { Value: var request }:
                Recorded++;
                Add(request);
                break;
            case RecordingItem.Unreadable unreadable:
                Recorded++;
                _unreadable ??= unreadable;
                Skip("that cannot be read");
                break;
            case RecordingItem.Flaw flaw:
                _flaws.Add(flaw);
                break;
        }
    }

    /// <summary>What is sent, the routes one after the other and then again.</summary>
    public IReadOnlyList<RecordedRequest> Take()
    {
        var chosen = new List<RecordedRequest>();
        for (var round = 0; chosen.Count < settings.Sample; round++)
        {
            var before = chosen.Count;
            chosen.AddRange(_routes.Values.Where(route => route.Count > round).Select(route => route[round]).Take(settings.Sample - before));
            if (chosen.Count == before)
            {
                break;
            }
        }

        return chosen;
    }

    private void Add(RecordedRequest request)
    {
        if (Refusal(request) is { } why)
        {
            Skip(why);
            return;
        }

        var name = RequestLine.Route(request.Method, request.Target);
        if (!_routes.ContainsKey(name) && _routes.Count >= ManyRoutes)
        {
            name = request.Method;
        }

        if (!_routes.TryGetValue(name, out var route))
        {
            _routes[name] = route = [];
        }

        if (route.Count < settings.Sample)
        {
            route.Add(request);
        }
    }

    private string? Refusal(RecordedRequest request)
    {
        var path = request.Target.Split('?', '#')[0];
        return request switch
        {
            { Missing: not null } => "of which a part is missing",
            _ when request.Target[0] != '/' => "without a path",
            _ when request.Values("Upgrade").Any() => "that leave HTTP",
            _ when Overrides.Any(name => request.Values(name).Any()) || request.Target.Contains("_method=", StringComparison.OrdinalIgnoreCase) => "of which the method is overridden",
            _ when settings.Skipped.FirstOrDefault(pattern => SafeRoute.Matches(pattern, path)) is { } skipped => $"of {skipped}",
            _ when Reading.Contains(request.Method, StringComparer.Ordinal) => null,
            _ when !IsPlain(path) || !settings.Allowed.Any(route => route.Method == request.Method && SafeRoute.Matches(route.Path, path)) => RequestLine.Name(request.Method),
            _ => null,
        };
    }

    // A path that a server may read in another way than a pattern is no path of the pattern.
    private static bool IsPlain(string path) =>
        !path.Contains("..", StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal) && path.AsSpan().IndexOfAny("\\%;") < 0;

    private void Skip(string why) => _skipped[why] = _skipped.GetValueOrDefault(why) + 1;
}
