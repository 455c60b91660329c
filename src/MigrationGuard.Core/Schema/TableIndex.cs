using MigrationGuard.Operations;

namespace MigrationGuard.Schema;

/// <summary>An index.</summary>
/// <param name="Name">The name; schema included when known.</param>
/// <param name="Of">The table.</param>
/// <param name="Definition">How it was created.</param>
/// <param name="Origin">When it was created.</param>
public sealed record TableIndex(ObjectName Name, ObjectName Of, CreateIndex Definition, Origin Origin)
{
    /// <summary>The constraint that owns it, if any.</summary>
    public string? Constraint { get; init; }
}
