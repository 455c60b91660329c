using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Verification;

/// <summary>Asks at the slots' own doors for the path of the front door, of which the answer names the version.</summary>
/// <param name="slots">The slots by the names that the router uses.</param>
/// <param name="frontDoor">What is asked, and the header that names the version.</param>
/// <param name="time">The clock.</param>
public sealed class SlotIdentity(IReadOnlyDictionary<string, SlotDoor> slots, FrontDoorSettings frontDoor, TimeProvider time) : ISlotIdentity
{
    private readonly Door _door = new(time);

    /// <inheritdoc />
    public async Task<SlotResult> ObserveAsync(ReleaseSide side, CancellationToken cancellation)
    {
        if (!slots.TryGetValue(side.Slot, out var slot))
        {
            return new(EvidenceVerdict.Unknown, $"no url is configured for slot {side.Slot}");
        }

        var request = new DoorRequest(slot.Url, new HttpProbe("version", frontDoor.Address.PathAndQuery) { Timeout = frontDoor.Timeout }, frontDoor.ReleaseHeader);
        return await _door.AskAsync(request, cancellation) switch
        {
            DoorAnswer.Answered { Release: { } release } when !string.Equals(release, side.Version, StringComparison.Ordinal) =>
                new(EvidenceVerdict.Fail, $"slot {side.Slot} answers as {release}, it should be {side.Version} ({request.Shown})"),
            DoorAnswer.Silent silent => new(EvidenceVerdict.Unknown, $"slot {side.Slot}: {silent.Why}"),
            _ => new(EvidenceVerdict.Pass, $"slot {side.Slot} answers"),
        };
    }
}
