using System.Globalization;
using System.Text.RegularExpressions;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Watching;

/// <summary>What the requests of one window came to.</summary>
internal sealed class BakeTally(ProbeBakeSettings settings, ReleaseSide side, Regex? pattern)
{
    private readonly List<TimeSpan> _took = [];
    private readonly Dictionary<string, int> _states = new(StringComparer.Ordinal);
    private string? _lastFailure;

    /// <summary>The version that answers at the front door beside the one that is measured; null where none should. Its answers are not counted.</summary>
    public string? Beside { get; init; }

    /// <summary>How many requests were sent.</summary>
    public int Requests { get; private set; }

    /// <summary>How many were not answered as they should be.</summary>
    public int Failures { get; private set; }

    /// <summary>How many rounds in a row the slot's own door did not answer at all.</summary>
    public int SilentRounds { get; private set; }

    /// <summary>Why the new version does not answer; null when it does.</summary>
    public string? Silence { get; private set; }

    /// <summary>Why nobody listened at the front door; null when somebody always did.</summary>
    public string? FrontSilence { get; private set; }

    /// <summary>What answers instead of the new version; null when nothing does.</summary>
    public string? Stranger { get; private set; }

    /// <summary>How long 95 of 100 answers took at most; null without answers.</summary>
    public TimeSpan? Latency => _took.Count == 0 ? null : _took.Order().ElementAt((int)Math.Ceiling(_took.Count * 0.95) - 1);

    /// <summary>The SQLSTATEs that answers named, those that are watched first.</summary>
    public IReadOnlyList<(string State, int Count, bool IsWatched)> States =>
        [.. _states.Select(state => (state.Key, state.Value, settings.DatabaseErrors.Contains(state.Key, StringComparer.Ordinal))).OrderByDescending(state => state.Item3).ThenBy(state => state.Key, StringComparer.Ordinal)];

    /// <summary>Adds a round of answers of the slot's own door.</summary>
    public void AddOwn(IReadOnlyList<(DoorRequest Request, DoorAnswer Answer)> round)
    {
        foreach (var (request, answer) in round)
        {
            Add(request, answer);
        }

        var isSilent = round.Count > 0 && round.All(answer => answer.Answer is DoorAnswer.Silent);
        SilentRounds = isSilent ? SilentRounds + 1 : 0;
        Silence = isSilent ? ((DoorAnswer.Silent)round[0].Answer).Why : null;
    }

    /// <summary>Adds a round of answers of the front door; where nobody listens it is the router's failure, and none of the version.</summary>
    public void AddFront(IReadOnlyList<(DoorRequest Request, DoorAnswer Answer)> round)
    {
        foreach (var (request, answer) in round)
        {
            if (answer is DoorAnswer.Silent { Refused: true } silent)
            {
                FrontSilence = silent.Why;
            }
            else if (Beside is null || answer is not DoorAnswer.Answered { Release: { } release } || release != Beside)
            {
                Add(request, answer);
            }
        }
    }

    /// <summary>The numbers.</summary>
    public string Text()
    {
        var failures = _lastFailure is null ? "0 failed" : string.Create(CultureInfo.InvariantCulture, $"{Failures} failed (last: {_lastFailure})");
        var latency = Latency is { } took ? string.Create(CultureInfo.InvariantCulture, $", 95 % within {took.TotalMilliseconds:0} ms") : "";
        var states = States.Count == 0 ? "" : ", database errors " + string.Join(", ", States.Select(state => string.Create(CultureInfo.InvariantCulture, $"{state.State} × {state.Count}")));
        return string.Create(CultureInfo.InvariantCulture, $"{Requests} requests, {failures}{latency}{states}");
    }

    private void Add(DoorRequest request, DoorAnswer answer)
    {
        Requests++;
        if (answer is DoorAnswer.Answered answered)
        {
            _took.Add(answered.Took);
            Count(answered);
            Stranger ??= answered.Release is { } release && !string.Equals(release, side.Version, StringComparison.Ordinal) ? $"{request.Shown} answers as {release}" : null;
        }

        if (Wrong(request, answer) is { } wrong)
        {
            Failures++;
            _lastFailure = wrong;
        }
    }

    private void Count(DoorAnswer.Answered answered)
    {
        var named = (answered.Extra ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        foreach (var state in named.Concat(InBody(answered.Body)).Where(state => state.Length == 5 && state.All(char.IsAsciiLetterOrDigit)).Distinct(StringComparer.Ordinal))
        {
            _states[state] = _states.GetValueOrDefault(state) + 1;
        }
    }

    private IReadOnlyList<string> InBody(string body)
    {
        try
        {
            return pattern is null ? [] : [.. pattern.Matches(body).Select(match => match.Groups["state"].Value)];
        }
        catch (RegexMatchTimeoutException)
        {
            return [];
        }
    }

    private static string? Wrong(DoorRequest request, DoorAnswer answer) => answer switch
    {
        DoorAnswer.Silent silent => silent.Why,
        DoorAnswer.Answered answered when answered.Status != request.Probe.Status => string.Create(CultureInfo.InvariantCulture, $"{request.Shown} answered {answered.Status}"),
        DoorAnswer.Answered answered when request.Probe.Contains is { } text && !answered.Body.Contains(text, StringComparison.Ordinal) => $"the answer of {request.Shown} does not contain \"{text}\"",
        _ => null,
    };
}
