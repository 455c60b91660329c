using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Databases;

/// <summary>One row of what is known about a server: an operation, the circumstances, and what it costs then.</summary>
public abstract record CostFact
{
    private protected CostFact(string id, Type operation) => (Id, Operation) = (id, operation);

    /// <summary>The id, such as <c>pg-set-not-null-scan</c>.</summary>
    public string Id { get; }

    /// <summary>The record of the operation that the row speaks of.</summary>
    public Type Operation { get; }

    /// <summary>The first version for which it holds.</summary>
    public int From { get; init; }

    /// <summary>The last version for which it holds.</summary>
    public int To { get; init; } = int.MaxValue;

    /// <summary>The SQL Server editions for which it holds.</summary>
    public SqlServerEditions Editions { get; init; } = SqlServerEditions.All;

    /// <summary>Whether the row adds to the first one that applied, for the parts of which an operation may have several.</summary>
    public bool Adds { get; init; }

    /// <summary>Whether the row says that the cost cannot be known.</summary>
    public bool Unknowable { get; init; }

    /// <summary>The locks.</summary>
    public IReadOnlyList<FactLock> Locks { get; init; } = [];

    /// <summary>Whether the table is written anew.</summary>
    public bool Rewrites { get; init; }

    /// <summary>What is read of the existing data.</summary>
    public ScanKind Scan { get; init; }

    /// <summary>Whether an index is built or rebuilt.</summary>
    public bool BuildsIndex { get; init; }

    /// <summary>Whether the operation may run in a transaction.</summary>
    public TransactionRule Transaction { get; init; }

    /// <summary>How it is known.</summary>
    public Confidence Confidence { get; init; }

    /// <summary>Where it is known from: an address, or the name of the measurement.</summary>
    public required string Source { get; init; }

    /// <summary>Whether the row is about this operation in this state.</summary>
    internal abstract bool Applies(Operation operation, SimulationState before);

    /// <inheritdoc />
    public sealed override string ToString() => Id;
}

/// <summary>A row about one kind of operation.</summary>
/// <typeparam name="TOperation">The operation.</typeparam>
/// <param name="Id">The id.</param>
internal sealed record CostFact<TOperation>(string Id) : CostFact(Id, typeof(TOperation))
    where TOperation : Operation
{
    /// <summary>The circumstances; without them the row always applies.</summary>
    public Func<TOperation, SimulationState, bool>? When { get; init; }

    internal override bool Applies(Operation operation, SimulationState before) => When is null || When((TOperation)operation, before);
}
