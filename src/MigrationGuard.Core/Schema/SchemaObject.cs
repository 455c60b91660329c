using MigrationGuard.Operations;

namespace MigrationGuard.Schema;

/// <summary>A sequence, routine, schema or other object of which only the existence matters.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The name.</param>
/// <param name="Existence">Whether it is there.</param>
/// <param name="Origin">When it was created.</param>
public sealed record SchemaObject(ObjectKind Kind, ObjectName Name, Existence Existence, Origin Origin)
{
    /// <summary>The routine as it was written.</summary>
    public CreateRoutine? Routine { get; init; }
}
