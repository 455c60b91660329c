using MigrationGuard.Proofs;

namespace MigrationGuard.Rehearsals;

/// <summary>The result of a rehearsal.</summary>
public sealed record RehearsalReport
{
    /// <summary>The server on which it ran, for people.</summary>
    public required string Server { get; init; }

    /// <summary>How the schema came into the scratch database.</summary>
    public required string Copied { get; init; }

    /// <summary>What should be known of the copy, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Tables of the copy that got no rows, with the reason.</summary>
    public IReadOnlyList<string> WithoutRows { get; init; } = [];

    /// <summary>What is proved before the first migration.</summary>
    public StepProof? Start { get; init; }

    /// <summary>The migrations in their order.</summary>
    public IReadOnlyList<MigrationRehearsal> Migrations { get; init; } = [];

    /// <summary>What is proved of the new version behind the last migration; null when none was named.</summary>
    public VersionProof? New { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>How many migrations have an outcome.</summary>
    public int Count(RehearsalOutcome outcome) => Migrations.Count(migration => migration.Ending == RehearsalEnding.Ran && migration.Outcome == outcome);

    /// <summary>The worst of all proofs; without a version nothing is proved.</summary>
    public ProofVerdict Proved
    {
        get
        {
            var versions = Migrations.SelectMany(migration => migration.Proofs).Append(Start).OfType<StepProof>().SelectMany(step => step.Versions).Concat(New is null ? [] : [New]).ToList();
            return versions.Count == 0 ? ProofVerdict.Unknown : Proof.Worst(versions.Select(version => version.Verdict));
        }
    }
}
