using Microsoft.CodeAnalysis.Text;

namespace MigrationGuard.CodeFixes.Writing;

/// <summary>A way to mend a finding.</summary>
/// <param name="Title">What the user chooses; the same for every finding, so that all can be mended at once.</param>
/// <param name="Changes">Changes of the file; they do not touch each other.</param>
internal sealed record Repair(string Title, IReadOnlyList<TextChange> Changes)
{
    /// <summary>Migrations that come behind the newest one, in this order.</summary>
    public IReadOnlyList<NewMigration> Migrations { get; init; } = [];

    /// <summary>A namespace that the changed file has to use; null for none.</summary>
    public string? Using { get; init; }
}
