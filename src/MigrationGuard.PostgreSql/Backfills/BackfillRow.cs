using MigrationGuard.Backfills;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>A row of <c>migration_guard_backfill.backfill</c>.</summary>
internal sealed record BackfillRow
{
    public required int Id { get; init; }

    public required BackfillDefinition Definition { get; init; }

    public required BackfillStatus Status { get; init; }

    public required Position Position { get; init; }
}
