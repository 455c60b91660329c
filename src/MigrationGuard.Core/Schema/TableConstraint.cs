using MigrationGuard.Operations;

namespace MigrationGuard.Schema;

/// <summary>A constraint of a table.</summary>
/// <param name="Definition">What it demands; its name is the one the server chose when none was written.</param>
/// <param name="Validated">Whether existing rows are known to satisfy it.</param>
/// <param name="Origin">When it was added.</param>
public sealed record TableConstraint(ConstraintDefinition Definition, bool Validated, Origin Origin)
{
    /// <summary>The name.</summary>
    public string? Name => Definition.Name;

    /// <summary>Whether it is enforced at all (T-SQL NOCHECK, PostgreSQL NOT ENFORCED).</summary>
    public bool Enabled { get; init; } = true;
}
