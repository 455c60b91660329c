using MigrationGuard.Gate.Observing;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Running;

/// <summary>What a release is run with.</summary>
public sealed record ReleaseMeans
{
    /// <summary>The ledger in the guarded database.</summary>
    public required IReleaseLedger Ledger { get; init; }

    /// <summary>What is kept beside the process.</summary>
    public required ILocalJournal Local { get; init; }

    /// <summary>What sends traffic.</summary>
    public required IRouter Router { get; init; }

    /// <summary>What changes the schema.</summary>
    public required IExpansion Expansion { get; init; }

    /// <summary>What fills rows.</summary>
    public IBackfill Backfill { get; init; } = new NoBackfill();

    /// <summary>What takes evidence.</summary>
    public required IReadOnlyList<IEvidenceSource> Evidence { get; init; }

    /// <summary>What looks which version runs in a slot; null where nothing can.</summary>
    public ISlotIdentity? Slots { get; init; }

    /// <summary>What looks at the data that the old version would find; null where nothing does.</summary>
    public DataMeans? Data { get; init; }

    /// <summary>What measures under traffic.</summary>
    public required IBake Bake { get; init; }

    /// <summary>What looks for the old version.</summary>
    public required IOldVersion OldVersion { get; init; }

    /// <summary>What removes.</summary>
    public required IContraction Contraction { get; init; }

    /// <summary>Who is told what is written down.</summary>
    public IReadOnlyList<IReleaseObserver> Observers { get; init; } = [];

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
