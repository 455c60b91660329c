using System.Globalization;
using MigrationGuard.Data;
using MigrationGuard.Gate.Programs;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Verification;

/// <summary>
/// Forward-write, read-back: the old version's suite, the new version's, which writes, and the old one's again on the data that are there then. What the old version
/// cannot read, or could not live with after the switch, is a failure of it. Data are not taken back.
/// </summary>
public sealed class DataEvidence : IEvidenceSource
{
    /// <summary>The kind.</summary>
    public const string Kind = "data";

    private const string Producer = "forward-write, read-back";

    private const int Few = 5;

    private readonly DataEvidenceSettings _settings;
    private readonly DataMeans _data;
    private readonly IDataProfiles _profiles;
    private readonly SuiteEvidence _suites;
    private readonly PieceTaker _taker;

    /// <summary>Runs nothing yet.</summary>
    /// <param name="means">What evidence is bound with.</param>
    /// <param name="settings">Which suites.</param>
    /// <param name="slots">The slots by name.</param>
    /// <param name="reads">What looks at the data.</param>
    public DataEvidence(EvidenceMeans means, DataEvidenceSettings settings, IReadOnlyDictionary<string, SlotDoor> slots, (DataMeans Data, IDataProfiles Profiles) reads)
    {
        (_settings, (_data, _profiles), _taker) = (settings, reads, new(means));
        _suites = new(means, [settings.Back, settings.Forward], slots) { Identity = settings.Identity };
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Kinds { get; } = [Kind];

    /// <inheritdoc />
    public async Task<IReadOnlyList<Ledgers.Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation)
    {
        Finding? forward = null;
        var old = await _taker.TakeAsync(request, Subject.Of(Kind, request.Release.Old, Producer), async token =>
        {
            var (finding, written) = await RoundAsync(request, token);
            forward = written;
            return finding;
        }, cancellation);
        var fresh = await _taker.TakeAsync(request, Subject.Of(Kind, request.Release.New, Producer), _ => Task.FromResult(forward ?? Finding.Unknown("its suite was not run")), cancellation);
        return [old, fresh];
    }

    private async Task<(Finding Old, Finding? New)> RoundAsync(EvidenceRequest request, CancellationToken cancellation)
    {
        var release = request.Release;
        var question = _data.About(release.Service, release.Old.Version, _data.All);
        var first = await _suites.ResultAsync(_settings.Back, release.Old, request.Fingerprint, cancellation);
        if (first.Verdict != EvidenceVerdict.Pass)
        {
            return (Finding.Unknown($"{release.Old.Version} does not pass before {release.New.Version} has written anything: {first.Why}"), null);
        }

        var before = await _profiles.ReadAsync(question, cancellation);
        var forward = await _suites.ResultAsync(_settings.Forward, release.New, request.Fingerprint, cancellation);
        if (forward.Verdict != EvidenceVerdict.Pass)
        {
            return (Finding.Unknown($"{release.New.Version} does not pass, so it is not known what it writes: {forward.Why}"), forward);
        }

        var after = await _profiles.ReadAsync(question, cancellation);
        var reading = await _data.Probes.LookAsync(question, cancellation);
        var back = await _suites.ResultAsync(_settings.Back, release.Old, request.Fingerprint, cancellation);
        return (Judge(release, reading, back, (before.Widened(after), after.Notes)), forward);
    }

    private static Finding Judge(ReleaseRecord release, DataReading reading, Finding back, (IReadOnlyList<string> Widened, IReadOnlyList<string> Notes) profile)
    {
        var written = profile.Widened.Count == 0 ? "" : $"; {release.New.Version} wrote {PlainText.Some(profile.Widened, Few)}";
        var notes = profile.Notes.Count == 0 ? "" : $"; {PlainText.Some(profile.Notes, Few)}";
        var (verdict, why) = (back.Verdict, reading) switch
        {
            (EvidenceVerdict.Fail, _) => (EvidenceVerdict.Fail, $"after the writes of {release.New.Version}, with which it passed before, {back.Why}"),
            (_, { Breaches.Count: > 0 }) => (EvidenceVerdict.Fail, $"{release.Old.Version} cannot live with the data: {reading.Why}"),
            (not EvidenceVerdict.Pass, _) => (EvidenceVerdict.Unknown, $"after the writes of {release.New.Version}: {back.Why}"),
            (_, { Unanswered.Count: > 0 }) => (EvidenceVerdict.Unknown, reading.Why),
            _ => (EvidenceVerdict.Pass, string.Create(CultureInfo.InvariantCulture, $"after the writes of {release.New.Version} {back.Why}; {reading.Why}")),
        };
        return new(verdict, why + written + notes);
    }
}
