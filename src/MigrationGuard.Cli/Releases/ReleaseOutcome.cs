using MigrationGuard.Gate.Running;

namespace MigrationGuard.Cli.Releases;

/// <summary>How a command about a release ended.</summary>
/// <param name="Report">What the runner says.</param>
/// <param name="WouldRefuse">What would have been refused, if the gate did not only observe.</param>
/// <param name="Next">What can be done next; null where nothing is left, or nothing is known.</param>
internal sealed record ReleaseOutcome(ReleaseReport Report, IReadOnlyList<string> WouldRefuse, NextStep? Next);
