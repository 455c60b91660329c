using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.Contracts;
using MigrationGuard.Execution;
using MigrationGuard.Gate.Maintenance;
using MigrationGuard.Gate.Queue;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Catalog;
using MigrationGuard.Postgres.Contracts;

namespace MigrationGuard.Cli.Releases;

/// <summary>What the queue of removals works with.</summary>
internal sealed class RemovalMeans
{
    private readonly PostgresSource _source;
    private readonly RemovalEstimate _estimate;

    /// <summary>Builds it; nothing is connected to yet.</summary>
    public RemovalMeans(GateSettings gate, SchemaChanges changes, IReleaseLedger ledger, (PostgresSource Source, TimeProvider Time) use)
    {
        _source = use.Source;
        Notes = new PostgresContractNotes(use.Source);
        Inputs = new(changes.Remover, ledger, changes.Tombstones, Notes);
        Calendar = new(gate.Removal.Windows, gate.Policy.Freezes);
        _estimate = new(gate.Policy, gate.Contract?.LockTimeout ?? TimeSpan.FromSeconds(2));
        Permits = new(Notes, Inputs, ledger, gate.Removal, Calendar) { Estimate = EstimateAsync, Time = use.Time };
        Questions = new()
        {
            Judge = changes.RemovalJudge,
            Uses = new PostgresSchemaUses(use.Source),
            Backfills = changes.Backfills,
            Watch = changes.RemovalWatch,
            Watched = gate.Contract?.Watched ?? TimeSpan.Zero,
        };
    }

    /// <summary>What people said.</summary>
    public IContractQueue Notes { get; }

    /// <summary>What an approval is bound to.</summary>
    public RemovalInputs Inputs { get; }

    /// <summary>Whether people let a removal happen now.</summary>
    public ContractPermits Permits { get; }

    /// <summary>When removals may run.</summary>
    public MaintenanceCalendar Calendar { get; }

    /// <summary>What is asked of the database.</summary>
    public RemovalQuestions Questions { get; }

    /// <summary>What removes, while people let it happen.</summary>
    public IContraction Guard(SchemaChanges changes, IReleaseLedger ledger) => new PermittedContraction(changes.Contraction(ledger), Permits, Inputs, changes.Removal);

    /// <summary>How long steps may take.</summary>
    public async Task<IReadOnlyList<StepEstimate>> EstimateAsync(IReadOnlyList<MigrationStep> steps, CancellationToken cancellation)
    {
        await using var connection = await _source.OpenAsync(cancellation);
        return _estimate.Of(steps, await TableStatisticsReader.ReadAsync(connection, cancellation));
    }
}
