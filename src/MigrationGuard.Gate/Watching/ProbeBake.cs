using System.Globalization;
using System.Text.RegularExpressions;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Ledgers;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Watching;

/// <summary>
/// Watches the new version by requests of its own, by the database errors that the application names, and by the counters of the database. PostgreSQL counts no
/// errors by SQLSTATE: without <see cref="ProbeBakeSettings.Errors"/> only errors of these requests are seen. A bad window ends as soon as that is certain.
/// </summary>
public sealed class ProbeBake : IBake
{
    // A process that starts again refuses a moment; two looks apart from each other are no moment.
    private const int SilentRounds = 2;

    private static readonly TimeSpan SecondLook = TimeSpan.FromMilliseconds(250);

    private readonly ProbeBakeSettings _settings;
    private readonly ISessionActivity _activity;
    private readonly TimeProvider _time;
    private readonly Door _door;
    private readonly Regex? _pattern;
    private readonly ErrorPage? _errors;

    /// <summary>Measures nothing yet.</summary>
    /// <param name="settings">What to watch.</param>
    /// <param name="activity">The counters of the database.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">A regular expression cannot be read.</exception>
    public ProbeBake(ProbeBakeSettings settings, ISessionActivity activity, TimeProvider time)
    {
        (_settings, _activity, _time) = (settings, activity, time);
        _door = new(time);
        _pattern = settings.SqlStatePattern is { } pattern ? new(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) : null;
        _errors = settings.Errors is { } counter ? new(counter, _door) : null;
    }

    /// <inheritdoc />
    public Task<BakeResult> MeasureAsync(ReleaseRecord release, TimeSpan window, CancellationToken cancellation) =>
        MeasureAsync(release, new BakeTally(_settings, release.New, _pattern), window, cancellation);

    /// <inheritdoc />
    public Task<BakeResult> MeasureShareAsync(ReleaseRecord release, int percent, TimeSpan window, CancellationToken cancellation) =>
        MeasureAsync(release, new BakeTally(_settings, release.New, _pattern) { Beside = release.Old.Version }, window, cancellation);

    private async Task<BakeResult> MeasureAsync(ReleaseRecord release, BakeTally tally, TimeSpan window, CancellationToken cancellation)
    {
        if (!_settings.Slots.TryGetValue(release.New.Slot, out var slot) || _settings.Probes.Count == 0)
        {
            return new(BakeReading.Inconclusive, _settings.Probes.Count == 0 ? "no request is configured to watch the new version with" : $"no url is configured for slot {release.New.Slot}");
        }

        var database = new DatabaseWatch(_activity);
        await database.BeginAsync(cancellation);
        var (errorsBefore, noErrorsBefore) = await ErrorsAsync(slot.Url, cancellation);
        await AskAsync(slot.Url, tally, window, cancellation);
        var rollbacks = await database.SinceAsync(cancellation);
        if (Certain(tally) is { } bad)
        {
            return new(BakeReading.Bad, $"{bad}; {tally.Text()}{rollbacks}");
        }

        var (errorsAfter, noErrorsAfter) = await ErrorsAsync(slot.Url, cancellation);
        var counted = Counted(errorsBefore, errorsAfter);
        var unknown = database.Lost ?? (noErrorsBefore.Length > 0 ? noErrorsBefore : noErrorsAfter);
        var (reading, why) = Judge(tally, counted, unknown, window);
        return new(reading, $"{(why.Length > 0 ? why + "; " : "")}{tally.Text()}{rollbacks}");
    }

    private async Task AskAsync(Uri own, BakeTally tally, TimeSpan window, CancellationToken cancellation)
    {
        var begun = _time.GetTimestamp();
        while (true)
        {
            tally.AddOwn(await RoundAsync(own, cancellation));
            if (_settings.FrontDoor is { } front && tally.SilentRounds == 0)
            {
                await AskFrontAsync(front, own, tally, cancellation);
            }

            var left = window - _time.GetElapsedTime(begun);
            if (Certain(tally) is not null || (left <= TimeSpan.Zero && tally.SilentRounds == 0) || Excess(tally, window))
            {
                return;
            }

            var pause = tally.SilentRounds > 0 ? SecondLook : left < _settings.Interval ? left : _settings.Interval;
            await Task.Delay(pause, _time, cancellation);
        }
    }

    // A router asks a server that died again and again before it gives up; meanwhile the version's own door says what happened.
    private async Task AskFrontAsync(Uri front, Uri own, BakeTally tally, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var asking = RoundAsync(front, enough.Token);
        while (await Task.WhenAny(asking, Task.Delay(SecondLook, _time, cancellation)) != asking)
        {
            tally.AddOwn(await RoundAsync(own, cancellation));
            if (Certain(tally) is not null)
            {
                await enough.CancelAsync();
                await asking.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                return;
            }
        }

        tally.AddFront(await asking);
    }

    private async Task<IReadOnlyList<(DoorRequest Request, DoorAnswer Answer)>> RoundAsync(Uri root, CancellationToken cancellation) => await Task.WhenAll(_settings.Probes.Select(async probe =>
    {
        var request = new DoorRequest(root, probe, _settings.ReleaseHeader) { ExtraHeader = _settings.SqlStateHeader };
        return (request, await _door.AskAsync(request, cancellation));
    }));

    // What is bad whatever the database says.
    private static string? Certain(BakeTally tally) => tally switch
    {
        { SilentRounds: >= SilentRounds } => $"the new version does not answer: {tally.Silence}",
        { States: [{ IsWatched: true } state, ..] } => $"the new version meets database error {state.State}",
        _ => null,
    };

    private (BakeReading Reading, string Why) Judge(BakeTally tally, IReadOnlyList<string> counted, string unknown, TimeSpan window) => tally switch
    {
        _ when counted.Count > 0 => (BakeReading.Bad, $"the new version counts database errors {string.Join(", ", counted)}"),
        _ when unknown.Length > 0 => (BakeReading.Inconclusive, unknown),
        { Stranger: { } stranger } => (BakeReading.Inconclusive, $"it is not the new version that is measured: {stranger}"),
        _ when Excess(tally, window) || tally.Failures > _settings.FailureShare * tally.Requests => (BakeReading.Bad, "too many requests failed"),
        { Latency: { } latency } when _settings.Latency is { } limit && latency > limit => (BakeReading.Bad, FormattableString.Invariant($"5 % of the answers took longer than {limit.TotalMilliseconds:0} ms")),
        { FrontSilence: { } silence } => (BakeReading.Inconclusive, $"the new version answers at its own door, the front door does not: {silence}"),
        _ when tally.Requests < _settings.MinimumRequests => (BakeReading.Inconclusive, FormattableString.Invariant($"it takes {_settings.MinimumRequests} requests to tell anything")),
        _ => (BakeReading.Good, ""),
    };

    // More failures than all requests of the window together may have.
    private bool Excess(BakeTally tally, TimeSpan window)
    {
        var rounds = Math.Ceiling(window / (_settings.Interval > TimeSpan.Zero ? _settings.Interval : TimeSpan.FromMilliseconds(1))) + 1;
        return tally.Requests >= _settings.MinimumRequests && tally.Failures > _settings.FailureShare * rounds * _settings.Probes.Count * (_settings.FrontDoor is null ? 1 : 2);
    }

    private async Task<(IReadOnlyDictionary<string, double>? Counts, string Why)> ErrorsAsync(Uri own, CancellationToken cancellation) =>
        _errors is null ? (null, "") : await _errors.ReadAsync(own, cancellation);

    // A count that went down belongs to a process that started again: everything it says is new.
    private IReadOnlyList<string> Counted(IReadOnlyDictionary<string, double>? before, IReadOnlyDictionary<string, double>? after) =>
    [
        .. from state in after ?? new Dictionary<string, double>()
           where _settings.DatabaseErrors.Contains(state.Key, StringComparer.Ordinal)
           let known = before is null ? state.Value : before.GetValueOrDefault(state.Key)
           let more = state.Value < known ? state.Value : state.Value - known
           where more > 0
           orderby state.Key
           select string.Create(CultureInfo.InvariantCulture, $"{state.Key} × {more:0}"),
    ];
}
