namespace MigrationGuard.Postgres.Backfills;

/// <summary>How far a pass is.</summary>
/// <param name="Pass">The pass, from 1.</param>
/// <param name="Segment">The table or partition that it is in; null in front of the first.</param>
/// <param name="Walk">How it is gone through; a position of another way means nothing.</param>
/// <param name="Last">The last key that is done; null in front of the first.</param>
/// <param name="Until">The last key of the segment when it was begun; null when that was not asked yet.</param>
/// <param name="Units">Keys or places that were gone through in the segment.</param>
/// <param name="PassRows">Rows that were updated in the pass.</param>
internal sealed record Position(int Pass, string? Segment, string? Walk, string[]? Last, string[]? Until, long Units, long PassRows)
{
    /// <summary>In front of the first row.</summary>
    public static Position Start(int pass) => new(pass, null, null, null, null, 0, 0);

    /// <summary>In front of the first row of a segment.</summary>
    public Position In(Segment segment) => new(Pass, segment.Name, segment.Walk.Name, null, null, 0, PassRows);

    /// <summary>Behind a batch.</summary>
    public Position Behind(string[] key, long units, long rows) => this with { Last = key, Units = Units + units, PassRows = PassRows + rows };
}
