namespace MigrationGuard.Gate.Machine;

/// <summary>What follows from an event.</summary>
/// <param name="State">The state from here on.</param>
/// <param name="Commands">What is to be done, in order; the first one that leads to an event ends the list.</param>
/// <param name="Why">The reason, in a sentence for people.</param>
public sealed record Decision(ReleaseState State, IReadOnlyList<ReleaseCommand> Commands, string Why);
