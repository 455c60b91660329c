using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Observing;
using static MigrationGuard.Gate.Machine.ReleaseState;

namespace MigrationGuard.Gate.Notifying;

/// <summary>What of a release is worth a message.</summary>
public static class NotificationEvents
{
    /// <summary>The words of all events.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["started", "expanded", "verified", "sharing", "switched", "window-open", "closed", "contract-due", "hidden", "hit", "done", "rolling-back", "rolled-back", "held", "aborted"];

    /// <summary>The event that a move is; null where it is none.</summary>
    public static string? Of(ReleaseMove move) => (move.From, move.To) switch
    {
        _ when move.Happened is ReleaseEvent.TombstoneSeen { Sight: TombstoneSight.Hit } && move.From is not Tombstoned { Lifting: true } => "hit",
        var (from, to) when from.Word == to.Word => null,
        (Held held, var to) when held.Was.Word == to.Word => null,
        (_, Prepared) => "started",
        (_, Verifying) => "expanded",
        (_, Ready) => "verified",
        (_, Sharing) => "sharing",
        (Switching, Baking) => "switched",
        (_, WindowOpen) => "window-open",
        (_, Retiring) => "closed",
        (_, ContractPending) => "contract-due",
        (_, Tombstoned) => "hidden",
        (_, Done) => "done",
        (_, RollingBack) => "rolling-back",
        (_, RolledBack) => "rolled-back",
        (_, Held) => "held",
        (_, Aborted) => "aborted",
        _ => null,
    };

    /// <summary>What a move counts as among the DORA events; nothing for most.</summary>
    public static IReadOnlyList<string> DoraOf(ReleaseMove move) => (move.From, move.To) switch
    {
        (Switching, Baking) => ["deployment"],
        (Baking or WindowOpen or Retiring, RollingBack) => ["change-failure"],
        (RollingBack, RolledBack) => ["restore"],
        (Baking or WindowOpen or Retiring, RolledBack) => ["change-failure", "restore"],
        _ => [],
    };
}
