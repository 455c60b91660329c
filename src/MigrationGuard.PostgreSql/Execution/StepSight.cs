using MigrationGuard.Execution;
using MigrationGuard.Operations;

namespace MigrationGuard.Postgres.Execution;

/// <summary>What there is of the result of a statement that runs outside of transactions.</summary>
/// <param name="Standing">Whether it happened.</param>
internal sealed record StepSight(StepStanding Standing)
{
    // pg_inherits.inhdetachpending: https://www.postgresql.org/docs/current/catalog-pg-inherits.html
    private const string Partition = "SELECT i.inhdetachpending FROM pg_catalog.pg_inherits AS i WHERE i.inhparent = pg_catalog.to_regclass($1) AND i.inhrelid = pg_catalog.to_regclass($2)";

    // A cast to name cuts a name that is too long as CREATE INDEX does; to_regclass does so itself.
    private const string Index = """
        SELECT i.indisvalid, pg_catalog.format('%I.%I', n.nspname, c.relname)
        FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        WHERE i.indrelid = pg_catalog.to_regclass($1) AND c.relname = $2::pg_catalog.name
        """;

    /// <summary>The statement that cleans up what is half there; null when nothing is.</summary>
    public string? Cleanup { get; init; }

    /// <summary>Why the statement must not be begun while this is there; null when it may.</summary>
    public string? Obstacle { get; init; }

    /// <summary>Looks.</summary>
    public static Task<StepSight> LookAsync(StepSession session, MigrationStep step, CancellationToken cancellation) => step.Statements[0].Operations switch
    {
        _ when step.IsRepeatable => Task.FromResult(new StepSight(StepStanding.Repeatable)),
        [CreateIndex { Concurrently: true, Name: { } name } create] => LookAsync(session, create, name, cancellation),
        [DropIndex { Concurrently: true } drop] => LookAsync(session, drop, cancellation),
        [DetachPartition { Concurrently: true } detach] => LookAsync(session, detach, cancellation),
        [Reindex or MaintainTable or RewriteTable, ..] => Task.FromResult(new StepSight(StepStanding.Repeatable)),
        _ => Task.FromResult(new StepSight(StepStanding.Unknown)),
    };

    private static async Task<StepSight> LookAsync(StepSession session, CreateIndex create, string name, CancellationToken cancellation)
    {
        var found = await session.ReadAsync(Index, row => (Valid: row.GetBoolean(0), Name: row.GetString(1)), cancellation, Quoted(create.Of), name);
        return found switch
        {
            [] => new StepSight(StepStanding.Absent),
            [{ Valid: true } index] => new StepSight(StepStanding.Happened) { Obstacle = create.IfNotExists ? null : $"index {index.Name} exists already" },
            [var index, ..] => new StepSight(StepStanding.Half)
            {
                Cleanup = $"DROP INDEX CONCURRENTLY IF EXISTS {index.Name}",
                Obstacle = $"index {index.Name} exists and is not valid: somebody else is building it, or an attempt failed; if nobody is, DROP INDEX CONCURRENTLY {index.Name}",
            },
        };
    }

    private static async Task<StepSight> LookAsync(StepSession session, DropIndex drop, CancellationToken cancellation)
    {
        var there = (await session.ReadAsync("SELECT pg_catalog.to_regclass($1) IS NOT NULL", row => row.GetBoolean(0), cancellation, Quoted(drop.Name)))[0];
        return new StepSight(there ? StepStanding.Absent : StepStanding.Happened);
    }

    private static async Task<StepSight> LookAsync(StepSession session, DetachPartition detach, CancellationToken cancellation)
    {
        var (parent, partition) = (Quoted(detach.Parent), Quoted(detach.Partition));
        var pending = await session.ReadAsync(Partition, row => row.GetBoolean(0), cancellation, parent, partition);
        return pending switch
        {
            [] => new StepSight(StepStanding.Happened),
            [true, ..] => new StepSight(StepStanding.Half) { Cleanup = $"ALTER TABLE {parent} DETACH PARTITION {partition} FINALIZE" },
            _ => new StepSight(StepStanding.Absent),
        };
    }

    private static string Quoted(ObjectName name) => name.Schema is null ? Quoted(name.Name) : $"{Quoted(name.Schema)}.{Quoted(name.Name)}";

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
