using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Planning;

/// <summary>A part of a plan: a migration of its own, or a question before the next one.</summary>
/// <param name="Stage">When it runs.</param>
/// <param name="What">What it does, or what has to be so before it may run.</param>
/// <param name="Operations">What it does, in this order; empty when the application has to change and the schema does not.</param>
public sealed record PlanPart(PlanStage Stage, string What, EquatableList<Operation> Operations)
{
    /// <summary>Whether the server refuses it inside of a transaction.</summary>
    public bool OutsideTransaction { get; init; }

    /// <summary>What in it stands for something that only the user knows; null when it can run as it is.</summary>
    public string? Example { get; init; }

    /// <summary>The query that answers 0 when a part with an example is not needed.</summary>
    public string? Unless { get; init; }

    /// <summary>The query of a question; it takes no lock that others wait for.</summary>
    public string? Question { get; init; }
}
