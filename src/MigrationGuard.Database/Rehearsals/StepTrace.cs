using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rehearsals;

/// <summary>What the server did for one committed step.</summary>
public sealed record StepTrace
{
    /// <summary>Where the step begins, such as <c>db/002_handle.sql:4</c>.</summary>
    public required string Place { get; init; }

    /// <summary>The statements.</summary>
    public required IReadOnlyList<string> Statements { get; init; }

    /// <summary>How long the server worked, on a few rows.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Every relation that was there before it and that it locked, strongest first.</summary>
    public IReadOnlyList<RelationTrace> Relations { get; init; } = [];

    /// <summary>What the server said of its work.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>Why it failed; null when it did not.</summary>
    public StepFailure? Failure { get; init; }

    /// <summary>The made-up rows that it failed on, so that it ran again without any; null when it ran with them.</summary>
    public string? FailedOnRows { get; init; }
}

/// <summary>What happened to one relation.</summary>
/// <param name="Name">The relation as it was called before.</param>
/// <param name="Lock">The strongest lock.</param>
public sealed record RelationTrace(ObjectName Name, LockMode Lock)
{
    /// <summary>Whether it is a table, materialized view or foreign table, not an index, view or sequence.</summary>
    public bool IsTable { get; init; }

    /// <summary>Whether it was in the database before the first pending migration.</summary>
    public bool IsLive { get; init; }

    /// <summary>Whether it was written anew.</summary>
    public bool Rewritten { get; init; }

    /// <summary>Whether its rows were read as a whole or checked.</summary>
    public bool Scanned { get; init; }

    /// <summary>Whether the server checked all rows against a new constraint.</summary>
    public bool Verified { get; init; }

    /// <summary>Whether an index was built over it.</summary>
    public bool Indexed { get; init; }

    /// <summary>Whether it was there before and is not any more.</summary>
    public bool Gone { get; init; }

    /// <summary>Rows inserted.</summary>
    public long Inserted { get; init; }

    /// <summary>Rows updated.</summary>
    public long Updated { get; init; }

    /// <summary>A column of which values that were there are gone although no row is; null when there is none.</summary>
    public string? Overwritten { get; init; }

    /// <summary>Rows deleted, or cut off.</summary>
    public long Deleted { get; init; }
}

/// <summary>The server refused a statement.</summary>
/// <param name="Place">The file and line.</param>
/// <param name="Message">The server's words with the SQLSTATE.</param>
public sealed record StepFailure(string Place, string Message);
