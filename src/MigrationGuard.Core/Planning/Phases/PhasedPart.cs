using MigrationGuard.Classifying;
using MigrationGuard.Collections;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;

namespace MigrationGuard.Planning;

/// <summary>What runs together: one transaction, or one statement outside of any.</summary>
/// <param name="Phase">When, relative to the switch of traffic.</param>
/// <param name="What">Why it is there and not elsewhere, for the reader.</param>
/// <param name="Operations">What it does, in this order.</param>
public sealed record PhasedPart(Phase Phase, string What, EquatableList<Operation> Operations)
{
    /// <summary>The migration that it comes from.</summary>
    public required MigrationId Migration { get; init; }

    /// <summary>The place in that migration.</summary>
    public required SourceSpan Place { get; init; }

    /// <summary>Whether the server refuses it inside of a transaction.</summary>
    public bool OutsideTransaction { get; init; }

    /// <summary>Whether nothing else may share its transaction, for others wait while it holds its locks.</summary>
    public bool Alone { get; init; }

    /// <summary>Whether it changes rows batch by batch, so that no limit on the whole makes sense.</summary>
    public bool InBatches { get; init; }

    /// <summary>A query that must answer with no row or with 0 before it runs; null when there is none.</summary>
    public string? Question { get; init; }

    /// <summary>The rule for which it is not what the migration says; null when it is.</summary>
    public string? Rule { get; init; }

    /// <summary>What stays dangerous, one sentence each, beginning with the rule's id.</summary>
    public EquatableList<string> Remains { get; init; }
}
