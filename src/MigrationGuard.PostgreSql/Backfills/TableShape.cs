namespace MigrationGuard.Postgres.Backfills;

/// <summary>The table of a backfill.</summary>
/// <param name="Id">Its oid.</param>
/// <param name="Segments">What holds its rows, by name.</param>
internal sealed record TableShape(long Id, IReadOnlyList<Segment> Segments)
{
    /// <summary>Rows that the planner expects.</summary>
    public double Rows { get; } = Segments.Sum(segment => segment.Rows);

    /// <summary>The part of a pass that is done, from 0 to 1.</summary>
    public double Share(Position position)
    {
        var done = 0.0;
        foreach (var segment in Segments)
        {
            var order = position.Segment is null ? 1 : string.CompareOrdinal(segment.Name, position.Segment);
            done += order < 0 ? segment.Rows : order == 0 ? segment.Rows * segment.Walk.Share(position, segment.Rows) : 0;
        }

        return Rows == 0 ? 0 : done / Rows;
    }
}
