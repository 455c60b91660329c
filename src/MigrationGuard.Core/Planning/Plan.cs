using MigrationGuard.Collections;
using MigrationGuard.Databases;

namespace MigrationGuard.Planning;

/// <summary>What to run instead of a dangerous statement, part by part.</summary>
public sealed record Plan
{
    private readonly Database _database;

    internal Plan(Database database, EquatableList<PlanPart> parts) => (_database, Parts) = (database, parts);

    /// <summary>The parts, in their order.</summary>
    public EquatableList<PlanPart> Parts { get; }

    /// <summary>What stands for something that is not known; null when everything is.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the other one does the same on the same database.</summary>
    public bool Equals(Plan? other) => other is not null && ReferenceEquals(_database, other._database) && Note == other.Note && Parts == other.Parts;

    /// <inheritdoc />
    public override int GetHashCode() => Parts.GetHashCode();

    /// <summary>The plan as SQL, with the directives and the limits that each part needs.</summary>
    public override string ToString() => PlanWriter.Write(this, _database);
}
