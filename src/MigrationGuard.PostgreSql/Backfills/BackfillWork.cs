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

    private (int Id, long Token) Key => (Row.Id, Token);

    /// <summary>Stores where it ended and why, unless somebody else decided that.</summary>
    public Task EndAsync(BackfillState state, string? why, CancellationToken cancellation) => new BackfillStore(Session).EndAsync(Key, state, why, cancellation);

    /// <summary>Stores what it waits for.</summary>
    public Task NoteAsync(string why, CancellationToken cancellation) => new BackfillStore(Session).NoteAsync(Key, why, cancellation);

    /// <summary>A report with what is stored.</summary>
    public async Task<BackfillReport> ReportAsync(BackfillVerdict verdict, string why, CancellationToken cancellation) => new(verdict, why, await BackfillStatuses.FindAsync(Session, Row.Status.Name, cancellation));

    /// <summary>The same for another pass, over the table as it is now.</summary>
    public async Task<BackfillWork> AgainAsync(CancellationToken cancellation)
    {
        var skipped = await SkippedRows.CountAsync(Session, Row.Id, null, cancellation);
        var shape = await TableShapeReader.ReadAsync(Session, Row.Definition, cancellation);
        foreach (var segment in shape.Segments.Where(segment => !segment.Walk.IsStable && skipped.All > 0))
        {
            await SkippedRows.ForgetAsync(Session, Row.Id, segment.Name, cancellation);
        }

        return this with { Shape = shape, HasSkipped = skipped.All > 0 };
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => BackfillStore.CloseAsync(Session);
}
