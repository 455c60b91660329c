using System.Text.Json;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Stories;

/// <summary>Reads a journal entry by entry, in the order of time.</summary>
internal sealed class StoryTeller(ReleaseRecord release)
{
    private readonly List<StoryChapter> _chapters = [new("draft", release.StartedAt, null, null)];
    private readonly List<StoryWish> _wishes = [];
    private readonly List<StoryStep> _steps = [];
    private readonly List<TrafficPoint> _traffic = [new(release.StartedAt, 0, null)];
    private readonly List<StoryMeasurement> _measurements = [];
    private readonly Dictionary<string, DateTimeOffset> _intents = new(StringComparer.Ordinal);
    private StoryMove? _switch;
    private StoryMove? _return;
    private double? _lastOld;
    private DateTimeOffset? _promised;
    private int _failedInARow;

    /// <summary>Takes what an entry says.</summary>
    public void Add(JournalEntry entry)
    {
        if (entry.Kind == JournalKind.Intent)
        {
            _intents[entry.Name] = entry.At;
            return;
        }

        var state = StateOf(entry);
        var told = new ToldEvent(entry.Payload);
        AddStep(entry, told);
        AddTraffic(entry, told);
        AddMeasured(entry, told);
        if (told.Text("action") is { } action && told.Text("person") is { } person)
        {
            _wishes.Add(new(entry.At, Words.Hyphenated(action), person, told.Text("reason"), told.Why));
        }

        if (state is not null)
        {
            Enter(entry, state, told.Why);
        }
    }

    /// <summary>The story.</summary>
    public ReleaseStory Tell(IReadOnlyList<JournalEntry> journal) => new()
    {
        Release = release,
        State = StateAfter(journal),
        Chapters = _chapters,
        Wishes = _wishes,
        Steps = _steps,
        Traffic = _traffic,
        Measurements = _measurements,
        Entries = journal.Count,
        Switch = _switch,
        Return = _return,
        LastOldRequestSeconds = _lastOld,
        PromisedUntil = _promised,
    };

    private static ReleaseState StateAfter(IReadOnlyList<JournalEntry> journal) =>
        journal.Reverse().Where(entry => entry.Token != 0).Select(StateOf).FirstOrDefault(state => state is not null) ?? new ReleaseState.Draft();

    private static ReleaseState? StateOf(JournalEntry entry)
    {
        try
        {
            return ReleaseJson.StateOf(entry.Payload) is { } state and not ReleaseState.Held { Was: null } ? state : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Enter(JournalEntry entry, ReleaseState state, string? why)
    {
        var last = _chapters[^1];
        if (last.State == state.Word)
        {
            // The newest reason counts; that of going back is the first one.
            _chapters[^1] = last with { Why = state is ReleaseState.RollingBack ? last.Why : why ?? last.Why };
        }
        else
        {
            _chapters[^1] = last with { Until = entry.At };
            _chapters.Add(new(state.Word, entry.At, null, why) { WithoutLedger = entry.Token == 0 });
        }

        _switch = state is ReleaseState.Baking { Switched: var switched } ? new(switched.DecidedAt, switched.ObservedAt, null) : _switch;
        _return = state is ReleaseState.RolledBack back ? new(back.DecidedAt, back.ObservedAt, back.Cause) : _return;
        _promised = state is ReleaseState.WindowOpen open ? open.Until : _promised;
        if (state is ReleaseState.RolledBack { ObservedAt: var at, Generation: var generation })
        {
            Divide(at, 0, generation);
        }
    }

    private void AddStep(JournalEntry entry, ToldEvent told)
    {
        var phase = entry.Name switch
        {
            "run-expand-step" => "expand",
            "run-contract-step" => "contract",
            "jobs-seen" => "migrate",
            "place-tombstone" => "hide",
            "lift-tombstone" => "show again",
            _ => null,
        };
        if (phase is null || told.Word("outcome", "standing", "sight") is not { } outcome)
        {
            return;
        }

        double? seconds = _intents.Remove(entry.Name, out var begun) ? (entry.At - begun).TotalSeconds : null;
        _steps.Add(new(phase, entry.At, seconds, outcome, told.Said ?? told.Why ?? "") { Attempt = _failedInARow + 1 });
        _failedInARow = outcome == "retry" ? _failedInARow + 1 : 0;
    }

    private void AddTraffic(JournalEntry entry, ToldEvent told)
    {
        if (told.NewPercent(release.New.Slot) is { } seen)
        {
            Divide(entry.At, seen.Percent, seen.Generation);
        }
    }

    private void Divide(DateTimeOffset at, int percent, long? generation)
    {
        if (_traffic[^1].NewPercent != percent && at >= _traffic[^1].At)
        {
            _traffic.Add(new(at, percent, generation));
        }
    }

    private void AddMeasured(JournalEntry entry, ToldEvent told)
    {
        if (entry.Name is "measured" && told.Word("reading") is { } reading)
        {
            _measurements.Add(new(entry.At, reading, told.Said ?? ""));
        }
        else if (entry.Name is "front-door-seen" && told.Word("answer") is { } answer)
        {
            _measurements.Add(new(entry.At, $"front door: {answer}", told.Said ?? ""));
        }
        else if (entry.Name is "drain-seen" && told.IsEmpty("remaining") && told.IsTrue("counted") && _switch is { } moved)
        {
            _lastOld = (entry.At - moved.DecidedAt).TotalSeconds;
        }
    }
}
