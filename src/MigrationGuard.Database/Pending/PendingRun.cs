using MigrationGuard.Collections;
using MigrationGuard.Migrations;

namespace MigrationGuard.Pending;

/// <summary>What a migration runner is about to do, all of it, before its first statement.</summary>
/// <param name="Runner">The runner with its version, e.g. <c>FluentMigrator 8.0.1</c>.</param>
/// <param name="Migrations">What it would run, in its order; a rollback's are of <see cref="Direction.Down"/>.</param>
public sealed record PendingRun(string Runner, EquatableList<Migration> Migrations)
{
    /// <summary>Tables in which the runner keeps its own books: changing them is nobody's business.</summary>
    public EquatableList<string> OwnTables { get; init; }

    /// <summary>What the runner's own connection answers to <see cref="IRunGuard.Whereabouts"/>; null where it was not asked.</summary>
    public string? Database { get; init; }

    /// <summary>Whether it is a single statement that turned up behind the judgement of its run: what ran in front of it may be applied.</summary>
    public bool IsLate { get; init; }

    /// <summary>What could not be collected, a sentence each; a run with any is not known.</summary>
    public EquatableList<PendingProblem> Problems { get; init; }
}
