using MigrationGuard.Backfills;
using MigrationGuard.Postgres.Execution;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>A backfill that this process runs: its session has the lock, its token counts.</summary>
internal sealed record BackfillWork(StepSession Session, BackfillRow Row, TableShape Shape, BackfillSettings Settings) : IAsyncDisposable
{
    /// <summary>The token that counts.</summary>
    public required long Token { get; init; }

    /// <summary>Whether rows were skipped before, which later passes leave out.</summary>
    public required bool HasSkipped { get; init; }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Session.DisposeAsync();
}
