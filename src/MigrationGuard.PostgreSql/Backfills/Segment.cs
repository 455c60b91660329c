namespace MigrationGuard.Postgres.Backfills;

/// <summary>A table or partition that holds rows itself.</summary>
/// <param name="Name">Its name with schema, as SQL.</param>
/// <param name="Rows">How many rows the planner expects.</param>
/// <param name="Walk">How to go through it.</param>
internal sealed record Segment(string Name, double Rows, IWalk Walk);
