using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>The ledger as its port describes it, in memory.</summary>
internal sealed class MemoryLedger(TimeProvider time, Deaths deaths) : IReleaseLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ReleaseRecord> _releases = [];
    private readonly List<string> _order = [];
    private readonly Dictionary<string, (long Sequence, int Index)> _keys = [];
    private readonly List<(string Release, Ledgers.Evidence Piece)> _evidence = [];
    private long _token;
    private (Lease Lease, DateTimeOffset Since)? _lease;

    public List<JournalEntry> Entries { get; } = [];

    public List<AppVersion> Versions { get; } = [];

    /// <summary>What the versions were changed to; a change that changes nothing is not in it.</summary>
    public List<string> Changes { get; } = [];

    public string Fingerprint { get; set; } = "f0";

    public RollbackFloor? Floor { get; set; }

    public bool Down { get; set; }

    public bool Hanging { get; set; }

    /// <summary>Whether the versions and the floor take for ever.</summary>
    public bool Slow { get; set; }

    public bool LeaseIsFree => _lease is null;

    // A database has a clock of its own, which nobody sets when they set the one of the runner.
    private DateTimeOffset Now => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) + time.GetElapsedTime(0);

    public Task<LeaseAnswer> AcquireLeaseAsync(string holder, TimeSpan duration, CancellationToken cancellation) => Answer<LeaseAnswer>(() =>
    {
        var now = Now;
        return _lease is { } held && held.Lease.ExpiresAt > now && held.Lease.Holder != holder
            ? new LeaseAnswer.Busy(held.Lease.Holder, held.Since, now - held.Since)
            : new LeaseAnswer.Taken(Take(holder, now + duration));
    });

    public Task<Lease> SeizeLeaseAsync(string holder, TimeSpan duration, CancellationToken cancellation) => Answer(() => Take(holder, Now + duration));

    public Task<Lease> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellation) => Answer(() =>
    {
        Own(lease);
        var renewed = lease with { ExpiresAt = Now + duration };
        _lease = (renewed, _lease!.Value.Since);
        return renewed;
    });

    public Task ReleaseLeaseAsync(Lease lease, CancellationToken cancellation) => Answer(() => _lease = _lease?.Lease.Token == lease.Token && !deaths.Dead ? null : _lease);

    public Task<StartAnswer> StartAsync(Lease lease, ReleaseRecord release, CancellationToken cancellation) => Change<StartAnswer>(() =>
    {
        Check(lease);
        if (_releases.TryGetValue(release.Id, out var stored))
        {
            return stored.Plan == release.Plan ? new StartAnswer.Started(stored) : new StartAnswer.PlanDiffers(stored);
        }

        if (_releases.Values.FirstOrDefault(other => other.Progress.Standing == ReleaseStanding.Underway) is { } other)
        {
            return new StartAnswer.Underway(other);
        }

        var live = _order.LastOrDefault(id => _releases[id].Service == release.Service && _releases[id].Progress.Standing == ReleaseStanding.Settled);
        if (live != release.Base)
        {
            return new StartAnswer.BaseMoved(live);
        }

        _order.Add(release.Id);
        _releases[release.Id] = release;
        return new StartAnswer.Started(release);
    });

    public Task<IReadOnlyList<ReleaseRecord>> ReleasesAsync(CancellationToken cancellation) => Answer<IReadOnlyList<ReleaseRecord>>(() => [.. _order.Select(id => _releases[id])]);

    public Task<JournalEntry> AppendAsync(Lease lease, JournalNote note, CancellationToken cancellation) => Change(() =>
    {
        Check(lease);
        if (_keys.TryGetValue($"{note.Release}/{note.Key}", out var known))
        {
            return Entries[known.Index];
        }

        var entry = new JournalEntry(Entries.Count + 1, note.Release, note.Kind, note.Name, note.Payload, note.At, note.Late ? 0 : lease.Token);
        _keys[$"{note.Release}/{note.Key}"] = (entry.Sequence, Entries.Count);
        Entries.Add(entry);
        if (note.Progress is { } progress)
        {
            _releases[note.Release] = _releases[note.Release] with { Progress = progress };
        }

        return entry;
    });

    public Task<IReadOnlyList<JournalEntry>> JournalAsync(string release, CancellationToken cancellation) => Answer<IReadOnlyList<JournalEntry>>(() => [.. Entries.Where(entry => entry.Release == release)]);

    public Task AddEvidenceAsync(Lease lease, string release, Ledgers.Evidence evidence, CancellationToken cancellation) => Change(() =>
    {
        Check(lease);
        _evidence.Add((release, evidence));
        return true;
    });

    public Task<IReadOnlyList<Ledgers.Evidence>> EvidenceAsync(string release, CancellationToken cancellation) =>
        Answer<IReadOnlyList<Ledgers.Evidence>>(() => [.. _evidence.Where(evidence => evidence.Release == release).Select(evidence => evidence.Piece)]);

    public Task<string> FingerprintAsync(CancellationToken cancellation) => Answer(() => Fingerprint);

    public Task<IReadOnlyList<AppVersion>> VersionsAsync(CancellationToken cancellation) => Answer<IReadOnlyList<AppVersion>>(() => [.. Versions]);

    public Task ChangeVersionAsync(Lease lease, VersionChange change, CancellationToken cancellation) => Change(() =>
    {
        Check(lease);
        var index = Versions.FindIndex(version => version.Service == change.Service && version.Label == change.Label);
        var changed = Versions[index] with { State = change.State, WindowUntil = change.WindowUntil };
        if (changed != Versions[index])
        {
            Changes.Add($"{change.Label} {change.State}{(change.WindowUntil is null ? "" : " with window")}");
            Versions[index] = changed;
        }

        return true;
    });

    public Task<RollbackFloor?> FloorAsync(string service, CancellationToken cancellation) => Slow ? new TaskCompletionSource<RollbackFloor?>().Task : Answer(() => Floor?.Service == service ? Floor : null);

    public Task RaiseFloorAsync(Lease lease, RollbackFloor floor, CancellationToken cancellation) => Change(() =>
    {
        Check(lease);
        Floor = Floor is null || Place(floor) > Place(Floor) ? floor : Floor;
        return true;
    });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Lease Take(string holder, DateTimeOffset until)
    {
        var lease = new Lease("shop", holder, ++_token, until);
        _lease = (lease, Now);
        return lease;
    }

    private int Place(RollbackFloor floor) => Versions.FindIndex(version => version.Service == floor.Service && version.Label == floor.Version);

    private void Check(Lease lease)
    {
        Own(lease);
        if (_lease!.Value.Lease.ExpiresAt <= Now)
        {
            throw new LeaseLostException(lease, null);
        }
    }

    private void Own(Lease lease)
    {
        if (_lease?.Lease.Token != lease.Token)
        {
            throw new LeaseLostException(lease, _lease?.Lease.Holder);
        }
    }

    private Task<T> Change<T>(Func<T> change) => Answer(() => deaths.Around(change));

    private Task<T> Answer<T>(Func<T> read)
    {
        if (Hanging)
        {
            return new TaskCompletionSource<T>().Task;
        }

        try
        {
            lock (_lock)
            {
                return Down ? Task.FromException<T>(new DatabaseException("the server does not answer", null, null)) : Task.FromResult(read());
            }
        }
        catch (LeaseLostException lost)
        {
            return Task.FromException<T>(lost);
        }
    }
}
