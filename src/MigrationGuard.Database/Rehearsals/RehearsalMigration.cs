using MigrationGuard.Execution;

namespace MigrationGuard.Rehearsals;

/// <summary>A pending migration as the steps that its runner commits.</summary>
/// <param name="Name">Version and name, as reports call it.</param>
/// <param name="Path">The file, as the user named it.</param>
public sealed record RehearsalMigration(string Name, string Path)
{
    /// <summary>The steps in their order; each is committed.</summary>
    public IReadOnlyList<MigrationStep> Steps { get; init; } = [];

    /// <summary>What runs instead of the steps and connects by itself: gives why it failed, or null; null for the steps.</summary>
    public Func<CancellationToken, Task<string?>>? Work { get; init; }

    /// <summary>Why it cannot be run from its source; null when it can.</summary>
    public string? Obstacle { get; init; }

    /// <summary>What is said of it without a server.</summary>
    public StaticAnswer Static { get; init; } = StaticAnswer.None;

    /// <summary>What its success depends on besides the schema, and what the real database says of it.</summary>
    public IReadOnlyList<DataProbe> Probes { get; init; } = [];
}
