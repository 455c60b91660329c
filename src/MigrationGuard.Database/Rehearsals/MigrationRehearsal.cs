using MigrationGuard.Classifying;
using MigrationGuard.Proofs;

namespace MigrationGuard.Rehearsals;

/// <summary>What a rehearsal says of one migration.</summary>
public sealed record MigrationRehearsal
{
    /// <summary>The migration.</summary>
    public required RehearsalMigration Migration { get; init; }

    /// <summary>How far it came.</summary>
    public required RehearsalEnding Ending { get; init; }

    /// <summary>Why it did not run, or where it failed and with which words of the server; null when it ran.</summary>
    public string? Reason { get; init; }

    /// <summary>What the server did, a trace for every step that began.</summary>
    public IReadOnlyList<StepTrace> Steps { get; init; } = [];

    /// <summary>What is proved behind each committed step, in their order.</summary>
    public IReadOnlyList<StepProof> Proofs { get; init; } = [];

    /// <summary>The digest of the schema in front of it; null when it was not taken.</summary>
    public string? Before { get; init; }

    /// <summary>The digest of the schema behind it.</summary>
    public string? After { get; init; }

    /// <summary>What differs in the schema, a sentence each.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>The phase that the evidence shows; null when it shows none.</summary>
    public Phase? Phase { get; init; }

    /// <summary>What shows it, or why nothing does.</summary>
    public string Why { get; init; } = "";

    /// <summary>How evidence and static answer stand to each other.</summary>
    public RehearsalOutcome Outcome { get; init; }

    /// <summary>Where they differ, a sentence each.</summary>
    public IReadOnlyList<string> Mismatches { get; init; } = [];

    /// <summary>The worst of what is proved behind its steps.</summary>
    public ProofVerdict Proved => Proof.Worst(Proofs.SelectMany(step => step.Versions).Select(version => version.Verdict));
}

/// <summary>How far a migration came.</summary>
public enum RehearsalEnding
{
    /// <summary>It ran to its end.</summary>
    Ran,

    /// <summary>The server refused it.</summary>
    Failed,

    /// <summary>It was not run: its source cannot be, or one before it did not get through.</summary>
    NotRun,
}

/// <summary>How the evidence stands to what was said without a server.</summary>
public enum RehearsalOutcome
{
    /// <summary>Phase, locks and work are as they were said.</summary>
    Confirmed,

    /// <summary>Something is otherwise.</summary>
    Mismatch,

    /// <summary>Only the rehearsal has an answer.</summary>
    TraceOnly,

    /// <summary>Only the static answer is there.</summary>
    StaticOnly,

    /// <summary>Neither has an answer.</summary>
    Neither,
}
