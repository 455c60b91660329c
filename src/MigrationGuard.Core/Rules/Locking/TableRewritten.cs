using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class TableRewritten() : StepRule<Operation>(new RuleInfo("MG0138", nameof(TableRewritten))
{
    Title = "The table is written anew",
    Severity = Severity.Error,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["set-logged-unlogged", "vacuum-full"],
    When = "CLUSTER, VACUUM FULL, SET LOGGED, SET UNLOGGED, SET TABLESPACE or SET ACCESS METHOD on an existing table",
    Effect = "Every row of {relation} is copied and every index rebuilt under {lock}: nobody reads or writes it until that is done{more}",
    Instead = "{how}",
    InsteadInGeneral = "Copy while reads and writes go on (pg_repack), or let a new table take over",
    Sources = ["https://www.postgresql.org/docs/current/sql-vacuum.html", "https://www.postgresql.org/docs/current/sql-cluster.html", "https://www.postgresql.org/docs/current/sql-altertable.html", "https://reorg.github.io/pg_repack/"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
        => operation is RewriteTable or SetTableLogging or MoveTableStorage && step.Classification.Cost.Rewrites && (operation.Table is not { } table || step.Before.IsExisting(table))
            ? [Report(
                step,
                ("relation", operation.Table is { } named ? named : "every table"),
                ("lock", step.Classification.Cost.Strongest?.Mode ?? PostgreSqlLocks.AccessExclusive),
                ("more", operation is SetTableLogging { Logged: false } ? "; afterwards its rows are lost in a crash and do not reach replicas" : ""),
                ("how", HowElse(operation)))]
            : [];

    private static string HowElse(Operation operation) => operation switch
    {
        SetTableLogging { Logged: false } => "Make a new UNLOGGED table for what may be lost, and let the new version write there",
        SetTableLogging => "Make a new table that is logged, copy the rows in batches, and let the new version use it",
        RewriteTable { Kind: RewriteKind.VacuumFull } => "Let autovacuum reuse the space, or run pg_repack, which copies while reads and writes go on",
        _ => "Run pg_repack, which copies while reads and writes go on (it can order rows and change the tablespace too)",
    };
}
