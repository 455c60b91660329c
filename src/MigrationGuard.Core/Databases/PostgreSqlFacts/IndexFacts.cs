using MigrationGuard.Operations;
using MigrationGuard.Simulation;
using static MigrationGuard.Databases.PostgreSqlFacts.Rows;
using static MigrationGuard.Databases.PostgreSqlLocks;

namespace MigrationGuard.Databases.PostgreSqlFacts;

/// <summary>Indexes.</summary>
internal static class IndexFacts
{
    public static IReadOnlyList<CostFact> All { get; } =
    [
        new CostFact<CreateIndex>("pg-create-index-concurrently")
        {
            When = (create, _) => create.Concurrently,
            Locks = On(LockTarget.Tree, ShareUpdateExclusive),
            BuildsIndex = true,
            Transaction = TransactionRule.Forbidden,
            Source = Measured,
        },
        new CostFact<CreateIndex>("pg-create-index-exists")
        {
            When = (create, before) => create is { IfNotExists: true, Name: { } name } && before.Schema.Indexes.Find(new ObjectName(create.Of.Schema, name)) is not null,
            Locks = On(LockTarget.Table, Share),
            Source = Measured,
        },
        new CostFact<CreateIndex>("pg-create-index-only")
        {
            When = (create, before) => create.Only && before.Schema.Find(create.Of) is { Partitioned: true },
            Locks = On(LockTarget.Table, Share),
            Source = Measured,
        },
        new CostFact<CreateIndex>("pg-create-index") { Locks = On(LockTarget.Tree, Share), BuildsIndex = true, Source = Measured },
        new CostFact<DropIndex>("pg-drop-index-concurrently")
        {
            When = (drop, _) => drop.Concurrently,
            Locks = On(LockTarget.IndexedTable, ShareUpdateExclusive),
            Transaction = TransactionRule.Forbidden,
            Source = Measured,
        },
        new CostFact<DropIndex>("pg-drop-index")
        {
            Locks = On(LockTarget.IndexedTable, AccessExclusive).And(LockTarget.Named, AccessExclusive),
            Source = Measured,
        },
        new CostFact<RenameIndex>("pg-rename-index") { Locks = On(LockTarget.Named, ShareUpdateExclusive), Source = Measured },
        new CostFact<AlterIndex>("pg-move-index")
        {
            When = (alter, _) => alter.Options.Other?.IndexOf("TABLESPACE", StringComparison.OrdinalIgnoreCase) >= 0,
            Locks = On(LockTarget.Named, AccessExclusive),
            BuildsIndex = true,
            Source = Manual + "sql-alterindex.html",
        },
        new CostFact<AlterIndex>("pg-set-index-option") { Locks = On(LockTarget.Named, ShareUpdateExclusive), Source = Measured },
        new CostFact<Reindex>("pg-reindex-concurrently")
        {
            When = (reindex, _) => reindex is { Concurrently: true, Scope: ReindexScope.Index or ReindexScope.Table },
            Locks = On(LockTarget.IndexedTable, ShareUpdateExclusive),
            BuildsIndex = true,
            Transaction = TransactionRule.Forbidden,
            Source = Measured,
        },
        new CostFact<Reindex>("pg-reindex-many-concurrently")
        {
            When = (reindex, _) => reindex.Concurrently,
            Locks = On(LockTarget.Everything, ShareUpdateExclusive),
            BuildsIndex = true,
            Transaction = TransactionRule.Forbidden,
            Source = Manual + "sql-reindex.html",
        },
        new CostFact<Reindex>("pg-reindex-index")
        {
            When = (reindex, _) => reindex.Scope == ReindexScope.Index,
            Locks = On(LockTarget.IndexedTable, Share).And(LockTarget.Named, AccessExclusive),
            BuildsIndex = true,
            Source = Measured,
        },
        new CostFact<Reindex>("pg-reindex-table") { When = (reindex, _) => reindex.Scope == ReindexScope.Table, Locks = On(LockTarget.Tree, Share), BuildsIndex = true, Source = Measured },
        new CostFact<Reindex>("pg-reindex-many")
        {
            Locks = On(LockTarget.Everything, Share).And(LockTarget.Named, Share),
            BuildsIndex = true,
            Transaction = TransactionRule.Forbidden,
            Source = Manual + "sql-reindex.html",
        },
        new CostFact<RefreshView>("pg-refresh-concurrently") { When = (refresh, _) => refresh.Concurrently, Locks = On(LockTarget.Table, Exclusive), Scan = ScanKind.OtherTable, Source = Measured },
        new CostFact<RefreshView>("pg-refresh") { Locks = On(LockTarget.Table, AccessExclusive), Rewrites = true, Source = Measured },
    ];
}
