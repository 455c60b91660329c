using MigrationGuard.Operations;

namespace MigrationGuard.Planning;

/// <summary>What a plan has to know besides the migrations.</summary>
public sealed record PlanOptions
{
    /// <summary>Whether the runner of the application is told which migrations it need not run any more.</summary>
    public bool TellsRunner { get; init; } = true;

    /// <summary>The table in which the runner keeps what it has run; null for the one that it has by default.</summary>
    public ObjectName? HistoryTable { get; init; }
}
