using System.Globalization;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Ledgers;
using MigrationGuard.Presence;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Watching;

/// <summary>
/// Looks for instances of the old version at the door of its slot, for its sessions in the database, and for what its processes say themselves. It is gone only
/// when nobody listens, or somebody else answers, no session has one of its names, and no process said lately that it runs.
/// </summary>
public sealed class OldSessions(OldSessionsSettings settings, ISessionActivity activity, TimeProvider time) : IOldVersion
{
    private const int Few = 5;

    private readonly Door _door = new(time);

    /// <summary>Where processes say that they run; null where nobody is asked.</summary>
    public IPresence? Presence { get; init; }

    /// <inheritdoc />
    public async Task<OldResult> ObserveAsync(ReleaseRecord release, CancellationToken cancellation)
    {
        var sights = await Task.WhenAll(AtDoorAsync(release.Old, cancellation), ConnectedAsync(release, cancellation), PresentAsync(release, cancellation));
        var sight = sights.Any(seen => seen.Sight == OldSight.Alive) ? OldSight.Alive : sights.Any(seen => seen.Sight == OldSight.Unknown) ? OldSight.Unknown : OldSight.Gone;
        return new(sight, string.Join("; ", sights.Where(seen => seen.Sight == sight && seen.Why.Length > 0).Select(seen => seen.Why)));
    }

    private async Task<OldResult> AtDoorAsync(ReleaseSide old, CancellationToken cancellation)
    {
        if (!settings.Slots.TryGetValue(old.Slot, out var slot))
        {
            return new(OldSight.Unknown, $"no url is configured for slot {old.Slot}");
        }

        var request = new DoorRequest(slot.Url, new HttpProbe("version", settings.Path) { Timeout = settings.Timeout }, settings.ReleaseHeader);
        return await _door.AskAsync(request, cancellation) switch
        {
            DoorAnswer.Answered { Release: { } release } when string.Equals(release, old.Version, StringComparison.Ordinal) => new(OldSight.Alive, $"{request.Shown} answers as {release}"),
            DoorAnswer.Answered { Release: { } release } => new(OldSight.Gone, $"{request.Shown} answers as {release}"),
            DoorAnswer.Answered => new(OldSight.Unknown, $"{request.Shown} answers and does not say as which version (header {settings.ReleaseHeader})"),
            DoorAnswer.Silent { Refused: true } => new(OldSight.Gone, $"nobody listens at {request.Shown}"),
            DoorAnswer.Silent silent => new(OldSight.Unknown, silent.Why),
            _ => new(OldSight.Unknown, $"{request.Shown} says nothing"),
        };
    }

    private async Task<OldResult> ConnectedAsync(ReleaseRecord release, CancellationToken cancellation)
    {
        var names = Names(release.Old).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
        {
            return new(OldSight.Unknown, $"no applicationName is configured for slot {release.Old.Slot}: its sessions in the database cannot be found");
        }

        if (names.Intersect(Names(release.New), StringComparer.Ordinal).FirstOrDefault() is { } shared)
        {
            return new(OldSight.Unknown, $"the sessions of {release.Old.Version} and {release.New.Version} have the same application_name {shared}: they cannot be told apart");
        }

        try
        {
            var sessions = new List<SessionSeen>();
            foreach (var name in names)
            {
                sessions.AddRange((await activity.ReadAsync(name, cancellation)).Sessions);
            }

            var shown = string.Join("; ", sessions.Take(Few).Select(Text)) + (sessions.Count > Few ? string.Create(CultureInfo.InvariantCulture, $" and {sessions.Count - Few} more") : "");
            return sessions.Count == 0
                ? new(OldSight.Gone, $"no session has application_name {string.Join(" or ", names)}")
                : new(OldSight.Alive, $"connected as {release.Old.Version}: {shown}");
        }
        catch (DatabaseException failure)
        {
            return new(OldSight.Unknown, $"the database does not answer: {failure.Message}");
        }
    }

    // A version that never said anything is not observed: the other two decide as if nobody had been asked.
    private async Task<OldResult> PresentAsync(ReleaseRecord release, CancellationToken cancellation)
    {
        try
        {
            var seen = Presence is null ? new([]) : PresenceOf.Version(await Presence.ListAsync(cancellation), release.Service, release.Old.Version);
            return seen switch
            {
                { Processes: [] } => new(OldSight.Gone, ""),
                { Running: [] } => new(OldSight.Gone, seen.ToString()),
                _ => new(OldSight.Alive, $"{release.Old.Version}: {seen}"),
            };
        }
        catch (DatabaseException failure)
        {
            return new(OldSight.Unknown, $"the heartbeats of {release.Old.Version} cannot be read: {failure.Message}");
        }
    }

    private IEnumerable<string> Names(ReleaseSide side)
    {
        if (settings.Slots.TryGetValue(side.Slot, out var slot) && slot.ApplicationName is { Length: > 0 } name)
        {
            yield return SlotDoor.Fill(name, side.Version, side.Slot);
        }

        foreach (var other in settings.OtherNames)
        {
            yield return SlotDoor.Fill(other, side.Version, side.Slot);
        }
    }

    private static string Text(SessionSeen session)
    {
        var seen = session.IsVisible
            ? string.Create(CultureInfo.InvariantCulture, $"host {session.Host}, {session.State ?? "starting"}, connected for {session.Age?.TotalSeconds ?? 0:0} s")
            : "the role may not see more (pg_read_all_stats)";
        return string.Create(CultureInfo.InvariantCulture, $"process {session.Process} ({session.ApplicationName}, {session.User}), {seen}");
    }
}
