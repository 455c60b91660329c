using System.Text.Json;
using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;
using NUnit.Framework;

namespace MigrationGuard.TestKit.Ledgers;

/// <summary>What every ledger of releases does. A fixture opens one in which <see cref="Service"/> has the versions 4.1.0 and 4.2.0, live, and 4.3.0, published.</summary>
public abstract class ReleaseLedgerContract
{
    /// <summary>The application of which there are versions.</summary>
    public const string Service = "webshop";

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private IReleaseLedger _ledger = null!;

    /// <summary>What is done with a lease, by name.</summary>
    public static IEnumerable<string> Writes => Writing.Keys.Except(["renew"]);

    private static Dictionary<string, Func<IReleaseLedger, Lease, Task>> Writing { get; } = new(StringComparer.Ordinal)
    {
        ["renew"] = (ledger, lease) => ledger.RenewAsync(lease, Minute, default),
        ["start"] = (ledger, lease) => ledger.StartAsync(lease, Release("other"), default),
        ["append"] = (ledger, lease) => ledger.AppendAsync(lease, Note("late", new("baking", ReleaseStanding.Underway)), default),
        ["add evidence"] = (ledger, lease) => ledger.AddEvidenceAsync(lease, "r1", Piece("proof"), default),
        ["change version"] = (ledger, lease) => ledger.ChangeVersionAsync(lease, new(Service, "4.3.0", VersionState.Live), default),
        ["raise floor"] = (ledger, lease) => ledger.RaiseFloorAsync(lease, new(Service, "4.2.0", "long names", Noon), default),
    };

    /// <summary>A ledger for one test, in which there is nothing but the versions; the fixture disposes it.</summary>
    protected abstract Task<IReleaseLedger> OpenAsync();

    /// <summary>Lets the time of the lease pass, by the clock of the ledger.</summary>
    protected abstract Task ExpireAsync();

    [SetUp]
    public async Task Open() => _ledger = await OpenAsync();

    [Test]
    public async Task Every_lease_has_a_higher_token_than_all_before_it()
    {
        var first = await TakeAsync("ci:1");
        var again = await TakeAsync("ci:1");
        await _ledger.ReleaseLeaseAsync(again, default);
        var other = await TakeAsync("ci:2");
        var seized = await _ledger.SeizeLeaseAsync("ada:3", Minute, default);

        Assert.That(new[] { first.Token, again.Token, other.Token, seized.Token }, Is.Ordered.Ascending.And.Unique);
        Assert.That((other.Holder, seized.Holder, seized.Database), Is.EqualTo(("ci:2", "ada:3", other.Database)));
    }

    [Test]
    public async Task Somebody_else_is_told_who_has_it_and_for_how_long()
    {
        await TakeAsync("ci:1");

        var busy = (LeaseAnswer.Busy)await _ledger.AcquireLeaseAsync("ci:2", Minute, default);

        Assert.That(busy.Holder, Is.EqualTo("ci:1"));
        Assert.That(busy.Age, Is.InRange(TimeSpan.Zero, Minute));
    }

    [Test]
    public async Task A_lease_of_which_the_time_has_passed_is_free()
    {
        var old = await TakeAsync("ci:1");
        await ExpireAsync();

        Assert.That((await TakeAsync("ci:2")).Token, Is.GreaterThan(old.Token));
    }

    [Test]
    public async Task A_lease_is_extended_with_its_token_even_when_its_time_has_passed()
    {
        var lease = await TakeAsync("ci:1");
        await ExpireAsync();

        var renewed = await _ledger.RenewAsync(lease, TimeSpan.FromHours(1), default);

        Assert.That((renewed.Token, renewed.Holder), Is.EqualTo((lease.Token, "ci:1")));
        Assert.That(renewed.ExpiresAt, Is.GreaterThan(lease.ExpiresAt));
        Assert.That(await _ledger.AcquireLeaseAsync("ci:2", Minute, default), Is.InstanceOf<LeaseAnswer.Busy>());
    }

    [TestCaseSource(nameof(Writes))]
    [TestCase("renew")]
    public async Task Who_lost_the_lease_writes_nothing_and_is_told_to_whom(string write)
    {
        var lease = await StartedAsync();
        var other = await _ledger.SeizeLeaseAsync("ada:2", Minute, default);
        var before = await EverythingAsync();

        var lost = Assert.ThrowsAsync<LeaseLostException>(() => Writing[write](_ledger, lease))!;

        Assert.That((lost.Lease, lost.Message), Is.EqualTo((lease, $"The lease {lease.Token} on {lease.Database} is lost to ada:2.")));
        Assert.That(await EverythingAsync(), Is.EqualTo(before));
        await Writing[write](_ledger, other);
    }

    [TestCaseSource(nameof(Writes))]
    public async Task Whose_lease_has_expired_writes_nothing(string write)
    {
        var lease = await StartedAsync();
        await ExpireAsync();
        var before = await EverythingAsync();

        Assert.That(() => Writing[write](_ledger, lease with { ExpiresAt = lease.ExpiresAt.AddYears(1) }), Throws.TypeOf<LeaseLostException>().With.Message.Contains("has expired"));
        Assert.That(await EverythingAsync(), Is.EqualTo(before));
    }

    [TestCaseSource(nameof(Writes))]
    [TestCase("renew")]
    public async Task Who_gave_the_lease_back_writes_nothing(string write)
    {
        var lease = await StartedAsync();
        await _ledger.ReleaseLeaseAsync(lease, default);
        var before = await EverythingAsync();

        Assert.That(() => Writing[write](_ledger, lease), Throws.TypeOf<LeaseLostException>());
        Assert.That(await EverythingAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_lost_lease_is_given_back_without_effect()
    {
        var lease = await TakeAsync("ci:1");
        await _ledger.SeizeLeaseAsync("ada:2", Minute, default);

        await _ledger.ReleaseLeaseAsync(lease, default);

        Assert.That(await _ledger.AcquireLeaseAsync("ci:3", Minute, default), Has.Property("Holder").EqualTo("ada:2"));
    }

    [Test]
    public async Task What_a_client_believes_of_the_time_makes_no_difference()
    {
        var lease = await StartedAsync();

        await _ledger.AppendAsync(lease with { ExpiresAt = Noon.AddYears(-10) }, Note("a") with { At = Noon.AddYears(50) }, default);

        Assert.That((await _ledger.JournalAsync("r1", default)).Single().At, Is.EqualTo(Noon.AddYears(50)));
        Assert.That(await _ledger.AcquireLeaseAsync("ci:2", Minute, default), Is.InstanceOf<LeaseAnswer.Busy>());
    }

    [Test]
    public async Task A_release_is_stored_as_it_was_planned()
    {
        var lease = await TakeAsync("ci:1");

        var started = (StartAnswer.Started)await _ledger.StartAsync(lease, Release("r1"), default);

        Assert.That(started.Release, Is.EqualTo(Release("r1")));
        Assert.That(await _ledger.ReleasesAsync(default), Is.EqualTo(new[] { Release("r1") }));
    }

    [Test]
    public async Task The_same_plan_starts_once_and_is_found_where_it_stands()
    {
        var lease = await StartedAsync();
        await _ledger.AppendAsync(lease, Note("a", new("ready", ReleaseStanding.Underway)), default);

        var again = (StartAnswer.Started)await _ledger.StartAsync(lease, Release("r1"), default);

        Assert.That(again.Release.Progress.State, Is.EqualTo("ready"));
        Assert.That(await _ledger.ReleasesAsync(default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Another_plan_of_the_same_name_is_refused()
    {
        var lease = await StartedAsync();

        Assert.That(await _ledger.StartAsync(lease, Release("r1") with { Plan = "sha256:other" }, default), Is.EqualTo(new StartAnswer.PlanDiffers(Release("r1"))));
    }

    [Test]
    public async Task Nothing_starts_while_a_release_is_under_way()
    {
        var lease = await StartedAsync();

        Assert.That(await _ledger.StartAsync(lease, Release("r2"), default), Is.EqualTo(new StartAnswer.Underway(Release("r1"))));
        Assert.That(await _ledger.StartAsync(lease, Release("p1") with { Service = "payments" }, default), Is.EqualTo(new StartAnswer.Underway(Release("r1"))));
    }

    [Test]
    public async Task A_release_starts_from_the_live_one_of_its_service()
    {
        var lease = await StartedAsync();
        await _ledger.AppendAsync(lease, Note("a", new("done", ReleaseStanding.Settled)), default);

        Assert.That(await _ledger.StartAsync(lease, Release("r2"), default), Is.EqualTo(new StartAnswer.BaseMoved("r1")));
        Assert.That(await _ledger.StartAsync(lease, Release("r2") with { Base = "r0" }, default), Is.EqualTo(new StartAnswer.BaseMoved("r1")));
        Assert.That(await _ledger.StartAsync(lease, Release("p1") with { Service = "payments", Base = "r1" }, default), Is.EqualTo(new StartAnswer.BaseMoved(null)));
        Assert.That(await _ledger.StartAsync(lease, Release("r2") with { Base = "r1" }, default), Is.InstanceOf<StartAnswer.Started>());
    }

    [Test]
    public async Task A_release_that_was_withdrawn_is_no_base()
    {
        var lease = await StartedAsync();
        await _ledger.AppendAsync(lease, Note("a", new("aborted", ReleaseStanding.Withdrawn)), default);

        Assert.That(await _ledger.StartAsync(lease, Release("r2"), default), Is.InstanceOf<StartAnswer.Started>());
        Assert.That((await _ledger.ReleasesAsync(default)).Select(release => release.Id), Is.EqualTo(new[] { "r1", "r2" }));
    }

    [Test]
    public async Task A_journal_has_the_notes_of_its_release_in_order()
    {
        var lease = await StartedAsync();
        var first = await _ledger.AppendAsync(lease, Note("a") with { Kind = JournalKind.Intent, Name = "flip" }, default);
        await _ledger.AppendAsync(lease, Note("b") with { Release = "another" }, default);
        var second = await _ledger.AppendAsync(lease, Note("c", new("ready", ReleaseStanding.Underway)), default);

        var journal = await _ledger.JournalAsync("r1", default);

        Assert.That(journal.Select(entry => (entry.Sequence, entry.Release, entry.Kind, entry.Name, entry.Token, entry.At)), Is.EqualTo(new[]
        {
            (first.Sequence, "r1", JournalKind.Intent, "flip", lease.Token, Noon),
            (second.Sequence, "r1", JournalKind.Observation, "c", lease.Token, Noon),
        }));
        Assert.That(second.Sequence, Is.GreaterThan(first.Sequence));
        Assert.That((await _ledger.ReleasesAsync(default)).Single().Progress, Is.EqualTo(new ReleaseProgress("ready", ReleaseStanding.Underway)));
        Assert.That(await _ledger.JournalAsync("r2", default), Is.Empty);
    }

    [Test]
    public async Task A_note_of_which_the_key_is_known_is_answered_as_it_was_written()
    {
        var lease = await StartedAsync();
        var first = await _ledger.AppendAsync(lease, Note("a", new("ready", ReleaseStanding.Underway)), default);
        var younger = await TakeAsync("ci:1");

        var again = await _ledger.AppendAsync(younger, Note("a", new("done", ReleaseStanding.Settled)) with { Name = "another" }, default);

        Assert.That((again.Sequence, again.Name, again.Token), Is.EqualTo((first.Sequence, "a", lease.Token)));
        Assert.That(await _ledger.JournalAsync("r1", default), Has.Count.EqualTo(1));
        Assert.That((await _ledger.ReleasesAsync(default)).Single().Progress.State, Is.EqualTo("ready"));
    }

    [Test]
    public async Task What_happened_without_the_ledger_is_written_under_no_token()
    {
        var lease = await StartedAsync();

        Assert.That((await _ledger.AppendAsync(lease, Note("a") with { Late = true }, default)).Token, Is.Zero);
        Assert.That((await _ledger.JournalAsync("r1", default)).Single().Token, Is.Zero);
    }

    [TestCase("""{"why":"it's \"fine\" \\ $1 %s ; -- \n\t","list":[1,2.50,true,null],"deep":{"a":{"b":"日本 😀"}}}""")]
    [TestCase("{}")]
    public async Task A_payload_comes_back_as_it_was(string payload)
    {
        var lease = await StartedAsync();
        using var document = JsonDocument.Parse(payload);

        await _ledger.AppendAsync(lease, Note("a") with { Payload = document.RootElement.Clone() }, default);

        var stored = (await _ledger.JournalAsync("r1", default)).Single().Payload;
        Assert.That(JsonElement.DeepEquals(stored, document.RootElement), stored.GetRawText());
    }

    [Test]
    public async Task Evidence_comes_back_as_it_was_from_old_to_new()
    {
        var lease = await StartedAsync();
        Evidence[] pieces = [Piece("proof"), Piece("suite:a") with { Verdict = EvidenceVerdict.Fail, Detail = null }, Piece("proof") with { Verdict = EvidenceVerdict.Expired }];
        foreach (var piece in pieces)
        {
            await _ledger.AddEvidenceAsync(lease, "r1", piece, default);
        }

        Assert.That(await _ledger.EvidenceAsync("r1", default), Is.EqualTo(pieces));
        Assert.That(await _ledger.EvidenceAsync("r2", default), Is.Empty);
    }

    [Test]
    public async Task The_state_of_a_version_is_changed_and_can_be_changed_again_in_the_same_way()
    {
        var lease = await TakeAsync("ci:1");
        var change = new VersionChange(Service, "4.2.0", VersionState.Live) { WindowUntil = Noon, Reason = "the way back" };
        await _ledger.ChangeVersionAsync(lease, change, default);
        await _ledger.ChangeVersionAsync(lease, change, default);
        await _ledger.ChangeVersionAsync(lease, new(Service, "4.1.0", VersionState.Retired), default);

        Assert.That((await _ledger.VersionsAsync(default)).Select(version => (version.Label, version.State, version.WindowUntil)), Is.EqualTo(new[]
        {
            ("4.1.0", VersionState.Retired, null), ("4.2.0", VersionState.Live, Noon), ("4.3.0", VersionState.Published, (DateTimeOffset?)null),
        }));
    }

    [Test]
    public async Task A_rollback_floor_goes_up_only()
    {
        var lease = await TakeAsync("ci:1");
        Assert.That(await _ledger.FloorAsync(Service, default), Is.Null);
        var floor = new RollbackFloor(Service, "4.2.0", "a name of 30 characters", Noon);

        await _ledger.RaiseFloorAsync(lease, floor, default);
        await _ledger.RaiseFloorAsync(lease, floor with { Version = "4.1.0" }, default);
        Assert.That(await _ledger.FloorAsync(Service, default), Is.EqualTo(floor));

        await _ledger.RaiseFloorAsync(lease, floor with { Version = "4.3.0" }, default);
        Assert.That(await _ledger.FloorAsync(Service, default), Is.EqualTo(floor with { Version = "4.3.0" }));
        Assert.That(await _ledger.FloorAsync("payments", default), Is.Null);
    }

    /// <summary>A release of <see cref="Service"/>.</summary>
    protected static ReleaseRecord Release(string id) => new()
    {
        Id = id,
        Service = Service,
        Old = new("4.2.0", "sha256:4.2.0", "blue"),
        New = new("4.3.0", "sha256:4.3.0", "green"),
        Plan = "sha256:plan",
        PlannedOn = "sha256:before",
        StartedAt = Noon,
        StartedBy = "ada",
    };

    /// <summary>A note of release r1 with a key, which is its name too.</summary>
    protected static JournalNote Note(string key, ReleaseProgress? progress = null) =>
        new("r1", JournalKind.Observation, key, JsonElement.Parse("{}")) { Key = key, At = Noon, Progress = progress };

    /// <summary>A piece of evidence.</summary>
    protected static Evidence Piece(string kind) => new(kind, "4.3.0", "sha256:4.3.0", "sha256:schema", 7, Noon, Noon.AddMinutes(15), EvidenceVerdict.Pass, "judge", "3 statements");

    /// <summary>A lease that nobody else has.</summary>
    protected async Task<Lease> TakeAsync(string holder) => ((LeaseAnswer.Taken)await _ledger.AcquireLeaseAsync(holder, Minute, default)).Lease;

    /// <summary>The lease under which release r1 was started.</summary>
    protected async Task<Lease> StartedAsync()
    {
        var lease = await TakeAsync("ci:1");
        await _ledger.StartAsync(lease, Release("r1"), default);
        return lease;
    }

    private async Task<string> EverythingAsync() => JsonSerializer.Serialize(new
    {
        releases = await _ledger.ReleasesAsync(default),
        journal = await _ledger.JournalAsync("r1", default),
        evidence = await _ledger.EvidenceAsync("r1", default),
        versions = await _ledger.VersionsAsync(default),
        floor = await _ledger.FloorAsync(Service, default),
    });
}
