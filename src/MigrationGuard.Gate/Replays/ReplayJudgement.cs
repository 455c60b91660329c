using MigrationGuard.Gate.Programs;
using MigrationGuard.Gate.Replays.Comparing;
using MigrationGuard.Gate.Verification;

namespace MigrationGuard.Gate.Replays;

/// <summary>What follows from a replay for each of the two versions.</summary>
internal sealed class ReplayJudgement(ReplaySettings settings, Selection selection, ReplayRun run, WriteWatch watch)
{
    private const int Few = 5;

    // Of fewer answers, 95 in 100 are all but one.
    private const int EnoughForLatency = 20;

    private readonly ReplayTally _tally = run.Tally;

    /// <summary>The old version: whether it answered, twice.</summary>
    public Finding Old() => run.Stranger switch
    {
        (false, var why) => Finding.Fail(why),
        (true, var why) => Finding.Unknown($"it was ended: {why}"),
        null when Short() is { } why => Finding.Unknown($"{why}; {Sent()}"),
        null => Finding.Pass($"{Sent()}{Noise()}"),
    };

    /// <summary>The new version: whether it answers as the old one does. A difference outweighs what is not known.</summary>
    public Finding New()
    {
        var differences = _tally.Differences();
        return run.Stranger switch
        {
            (true, var why) => Finding.Fail(why),
            (false, var why) => Finding.Unknown($"it was ended: {why}"),
            null when watch.Written is { } statement => Finding.Unknown(Written(statement)),
            null when _tally.Compared > 0 && _tally.NewSilent == _tally.Compared => Finding.Unknown($"nothing was answered: {_tally.Silence}; {Report()}"),
            null when differences.Count > 0 => Finding.Fail($"it answers otherwise than the old version, {Fields(differences)}; {Report()}"),
            null when Short() is { } why => Finding.Unknown($"{why}; {Report()}"),
            null when Latency() is { } slow => slow with { Why = $"{slow.Why}; {Report()}" },
            null => Finding.Pass($"it answers as the old version does; {Report()}"),
        };
    }

    private static string Fields(IReadOnlyList<FieldDifference> differences) =>
        string.Join("; ", differences.Take(Few)) + (differences.Count > Few ? FormattableString.Invariant($"; and {differences.Count - Few} more fields") : "");

    private string? Short() => this switch
    {
        _ when watch.Written is { } statement => Written(statement),
        _ when run.Stopped is { } stopped => stopped,
        _ when _tally.OldSilent * 100 > _tally.OldSilent + _tally.Compared => FormattableString.Invariant($"{_tally.OldSilent} requests were not answered: {_tally.Silence}"),
        _ when _tally.Refused * 2 > _tally.Compared => FormattableString.Invariant($"the old version refused or failed at {_tally.Refused} of {_tally.Compared} requests (401, 403, or from 500); what it needs can be sent with headerVariables"),
        _ when _tally.Telling == 0 => FormattableString.Invariant($"the old version answered none of {_tally.Compared} requests with a status below 400"),
        _ => null,
    };

    private static string Written(string statement) =>
        $"a session of the new version wrote while requests were replayed ({statement}), so it was ended: leave out what writes with \"skip\", or let the application see to it at the header {ReplayDoor.Mark}";

    private Finding? Latency() => settings.LatencyFactor switch
    {
        null => null,
        _ when _tally.Compared < EnoughForLatency => Finding.Unknown(FormattableString.Invariant($"it takes {EnoughForLatency} answers to tell a latency, there are {_tally.Compared}")),
        { } factor when _tally.NewLatency > _tally.OldLatency * factor && _tally.NewLatency > _tally.OldLatency + settings.LatencyTolerance =>
            Finding.Fail(FormattableString.Invariant($"5 % of the answers took longer than {_tally.NewLatency.TotalMilliseconds:0} ms, more than {factor:0.##} times the {_tally.OldLatency.TotalMilliseconds:0} ms of the old version")),
        _ => null,
    };

    private string Sent() => FormattableString.Invariant($"{run.Sent} of {selection.Recorded} recorded requests were sent, of {selection.Routes} routes, twice to the old version{Unanswered()}");

    private string Unanswered() => _tally is { Silence: { } silence, OldSilent: var old, NewSilent: var fresh } ? FormattableString.Invariant($", {old + fresh} not answered ({silence})") : "";

    private string Noise() => _tally.Noisy() is { Count: > 0 } noisy ? $"; it answers differently each time in {PlainText.Some(noisy, Few)}" : "";

    private string Report()
    {
        var (old, fresh) = _tally.Medians;
        var latency = FormattableString.Invariant($"; half of the answers took {old.TotalMilliseconds:0.#} ms (old) and {fresh.TotalMilliseconds:0.#} ms (new), 95 of 100 at most {_tally.OldLatency.TotalMilliseconds:0.#} and {_tally.NewLatency.TotalMilliseconds:0.#} ms");
        return $"{Sent()}{latency}{watch.Text()}{Noise()}{selection.Left}";
    }
}
