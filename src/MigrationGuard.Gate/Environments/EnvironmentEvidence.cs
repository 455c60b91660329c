using MigrationGuard.Gate.Programs;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Ledgers;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Environments;

/// <summary>Whether the environments of both versions differ in nothing but what may differ.</summary>
/// <param name="means">What evidence is bound with.</param>
/// <param name="settings">What is compared.</param>
/// <param name="key">The key of the captures.</param>
public sealed class EnvironmentEvidence(EvidenceMeans means, CaptureSettings settings, CaptureKey key) : IEvidenceSource
{
    /// <summary>The kind.</summary>
    public const string Kind = "environment";

    private const string Producer = "environment captures";

    private const int Few = 8;

    private const int LongestFile = 4 << 20;

    // Two machines rarely have the same time.
    private static readonly TimeSpan ClockError = TimeSpan.FromMinutes(1);

    private readonly PieceTaker _taker = new(means);
    private readonly Door _door = new(means.Time);

    /// <summary>The slots by the names that the router uses.</summary>
    public required IReadOnlyDictionary<string, SlotDoor> Slots { get; init; }

    /// <summary>The header by which an answer names its version.</summary>
    public string ReleaseHeader { get; init; } = "X-Release";

    /// <summary>Sees the roles of the sessions of both versions; null where nothing does.</summary>
    public ISessionActivity? Activity { get; init; }

    /// <inheritdoc />
    public IReadOnlyList<string> Kinds { get; } = [Kind];

    /// <inheritdoc />
    public async Task<IReadOnlyList<Ledgers.Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation)
    {
        var (old, @new) = (request.Release.Old, request.Release.New);
        return await _taker.TakeBothAsync(request, (Subject.Of(Kind, old, Producer), Subject.Of(Kind, @new, Producer)), token => CompareAsync(request.Release, token), cancellation);
    }

    private async Task<(Finding Old, Finding New)> CompareAsync(ReleaseRecord release, CancellationToken cancellation)
    {
        var (old, oldWhy) = await TakeAsync(release, release.Old, cancellation);
        var (@new, newWhy) = await TakeAsync(release, release.New, cancellation);
        if (old is null || @new is null)
        {
            var unknown = Finding.Unknown($"the environments cannot be compared: {string.Join("; ", new[] { oldWhy, newWhy }.Where(why => why.Length > 0))}");
            return (old is null ? unknown : Finding.Pass(Taken(old)), unknown);
        }

        var comparison = new CaptureComparison(old, @new, settings.Ignored);
        var (role, seen) = await RolesAsync(release, cancellation);
        IReadOnlyList<string> found = [.. role is null ? [] : new[] { role }, .. comparison.Found];
        var rest = FormattableString.Invariant($"{comparison.Expected} differences are expected{comparison.Image}{seen}");
        return (Finding.Pass(Taken(old)), found.Count > 0 ? Finding.Fail($"{string.Join("; ", found.Take(Few))}{(found.Count > Few ? FormattableString.Invariant($"; and {found.Count - Few} more") : "")}; {rest}")
            : Finding.Pass(FormattableString.Invariant($"{@new.Variables.Count} variables, {@new.Connections.Count} connections, {@new.Flags.Count} flags and {@new.Limits.Count} limits are those of the old version; {rest}")));
    }

    private static string Taken(EnvironmentCapture capture) => FormattableString.Invariant($"it was captured at {capture.CapturedAt:u}, {capture.Variables.Count} variables, {capture.Connections.Count} connections");

    private async Task<(EnvironmentCapture? Capture, string Why)> TakeAsync(ReleaseRecord release, ReleaseSide side, CancellationToken cancellation)
    {
        var place = $"slot {side.Slot}";
        var (text, why) = settings.Captures.GetValueOrDefault(side.Slot) switch
        {
            null => (null, "no capture is configured"),
            CaptureSource.Stored stored => await StoredAsync(stored.Path, cancellation),
            CaptureSource.Served served => await ServedAsync(served, side, cancellation),
            _ => (null, ""),
        };
        if (text is null)
        {
            return (null, $"{place}: {why}");
        }

        var (capture, wrong) = CaptureFile.Read(text, key);
        return (capture is null ? wrong : Stale(capture, release, side)) is { } complaint ? (null, $"{place}: {complaint}") : (capture, "");
    }

    private string? Stale(EnvironmentCapture capture, ReleaseRecord release, ReleaseSide side)
    {
        var now = means.Time.GetUtcNow();
        return capture switch
        {
            { Release: null } or { Digest: null } => "the capture does not say of which version and digest it is (--label, --digest)",
            _ when capture.Release != side.Version => $"it was captured of {capture.Release}, it should be {side.Version}",
            _ when capture.Digest != side.Digest => $"it was captured of another artifact ({capture.Digest})",
            _ when capture.CapturedAt > now + ClockError => "it was captured in the future: a clock is wrong",
            _ when settings.MaximumAge is { } age && now - capture.CapturedAt > age => FormattableString.Invariant($"it was captured at {capture.CapturedAt:u}, longer ago than maximumAge"),
            _ when settings.MaximumAge is null && capture.CapturedAt < release.StartedAt => FormattableString.Invariant($"it was captured at {capture.CapturedAt:u}, before the release began; take it again, or say how old it may be with maximumAge"),
            _ => null,
        };
    }

    private static async Task<(string? Text, string Why)> StoredAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > LongestFile } ? (null, $"{Path.GetFileName(path)} is too long for a capture") : (await File.ReadAllTextAsync(path, cancellation), "");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, $"{Path.GetFileName(path)} cannot be read: {(failure is FileNotFoundException or DirectoryNotFoundException ? "it is not there" : failure.Message)}");
        }
    }

    private async Task<(string? Text, string Why)> ServedAsync(CaptureSource.Served served, ReleaseSide side, CancellationToken cancellation)
    {
        if (!Slots.TryGetValue(side.Slot, out var slot))
        {
            return (null, "no url is configured");
        }

        var request = new DoorRequest(slot.Url, new HttpProbe("environment", served.Path) { Timeout = settings.Timeout }, ReleaseHeader);
        return await _door.AskAsync(request, cancellation) switch
        {
            DoorAnswer.Answered { Release: { } release } when release != side.Version => (null, $"it answers as {release}, it should be {side.Version} ({request.Shown})"),
            DoorAnswer.Answered { Status: 200 } answered => (answered.Body, ""),
            DoorAnswer.Answered answered => (null, FormattableString.Invariant($"{request.Shown} answered {answered.Status}")),
            DoorAnswer.Silent silent => (null, silent.Why),
            _ => (null, ""),
        };
    }

    // The database knows who came, whatever a variable says.
    private async Task<(string? Difference, string Seen)> RolesAsync(ReleaseRecord release, CancellationToken cancellation)
    {
        if (Activity is null || NameOf(release.Old) is not { } oldName || NameOf(release.New) is not { } newName || oldName == newName || settings.Ignored.Contains("role", StringComparer.Ordinal))
        {
            return (null, "; the roles of the sessions were not compared");
        }

        var (old, @new) = (await UsersAsync(oldName, cancellation), await UsersAsync(newName, cancellation));
        return (old, @new) switch
        {
            ([], _) or (_, []) => (null, $"; no session has application_name {(old.Count == 0 ? oldName : newName)}, so the roles were not compared"),
            _ when !old.SequenceEqual(@new) => ($"sessions of {newName} have the role {PlainText.Some(@new, 3)}, those of {oldName} {PlainText.Some(old, 3)}", ""),
            _ => (null, $"; sessions of both have the role {PlainText.Some(old, 3)}"),
        };
    }

    private async Task<IReadOnlyList<string>> UsersAsync(string name, CancellationToken cancellation) =>
        [.. (await Activity!.ReadAsync(name, cancellation)).Sessions.Select(session => session.User).Distinct().Order(StringComparer.Ordinal)];

    private string? NameOf(ReleaseSide side) =>
        Slots.TryGetValue(side.Slot, out var slot) && slot.ApplicationName is { Length: > 0 } name ? SlotDoor.Fill(name, side.Version, side.Slot) : null;
}
