using MigrationGuard.Operations;
using MigrationGuard.Simulation;
using static MigrationGuard.Databases.PostgreSqlFacts.Rows;
using static MigrationGuard.Databases.PostgreSqlLocks;

namespace MigrationGuard.Databases.PostgreSqlFacts;

/// <summary>Whole tables. The lock on a table that is being created is left out: nobody can wait for it.</summary>
internal static class TableFacts
{
    public static IReadOnlyList<CostFact> All { get; } =
    [
        new CostFact<CreateTable>("pg-create-table-exists") { When = Exists, Source = Measured },
        new CostFact<CreateTable>("pg-create-table") { Source = Measured },
        new CostFact<CreateTable>("pg-create-table-references")
        {
            Adds = true,
            When = (create, before) => !Exists(create, before) && ForeignKeys.Referenced(create, before).Count > 0,
            Locks = On(LockTarget.Referenced, ShareRowExclusive),
            Source = Measured,
        },
        new CostFact<CreateTable>("pg-create-table-partition")
        {
            Adds = true,
            When = (create, before) => !Exists(create, before) && create.PartitionOf is not null,
            Locks = On(LockTarget.Parents, AccessExclusive),
            Source = Measured,
        },
        new CostFact<CreateTable>("pg-create-table-default-partition")
        {
            Adds = true,
            When = (create, before) => !Exists(create, before) && Partitions.Default(create, before) is not null,
            Locks = On(LockTarget.DefaultPartition, AccessExclusive),
            Scan = ScanKind.OtherTable,
            Source = Measured,
        },
        new CostFact<CreateTable>("pg-create-table-inherits")
        {
            Adds = true,
            When = (create, before) => !Exists(create, before) && create.Inherits.Count > 0,
            Locks = On(LockTarget.Parents, ShareUpdateExclusive),
            Source = Measured,
        },
        new CostFact<CreateTable>("pg-create-table-like")
        {
            Adds = true,
            When = (create, before) => !Exists(create, before) && create.Like.Count > 0,
            Locks = On(LockTarget.Sources, AccessShare),
            Source = Measured,
        },
        new CostFact<DropTable>("pg-drop-table")
        {
            Locks = Exclusively.And(LockTarget.Referenced, AccessExclusive).And(LockTarget.Parents, AccessExclusive).And(LockTarget.DefaultPartition, AccessExclusive),
            Source = Measured,
        },
        new CostFact<DropTable>("pg-drop-table-cascade")
        {
            Adds = true,
            When = (drop, before) => drop.Cascade && ForeignKeys.Referencing(drop, before).Count > 0,
            Locks = On(LockTarget.Referencing, AccessExclusive),
            Source = Measured,
        },
        new CostFact<RenameTable>("pg-rename-table") { Locks = On(LockTarget.Table, AccessExclusive), Source = Measured },
        new CostFact<MoveTable>("pg-move-table") { Locks = On(LockTarget.Table, AccessExclusive), Source = Measured },
        new CostFact<SetTableLogging>("pg-set-logged") { Locks = On(LockTarget.Table, AccessExclusive), Rewrites = true, Source = Measured },
        new CostFact<SetTableOption>("pg-set-table-identity") { When = NeedsExclusive, Locks = On(LockTarget.Table, AccessExclusive), Source = Measured },
        new CostFact<SetTableOption>("pg-set-table-option") { Locks = On(LockTarget.Table, ShareUpdateExclusive), Source = Measured },
        new CostFact<MoveTableStorage>("pg-move-table-storage") { Locks = On(LockTarget.Table, AccessExclusive), Rewrites = true, Source = Measured },
        new CostFact<RewriteTable>("pg-rewrite-all-tables")
        {
            When = (rewrite, _) => rewrite.Name is null,
            Locks = On(LockTarget.Everything, AccessExclusive),
            Rewrites = true,
            Transaction = TransactionRule.Forbidden,
            Source = Manual + "sql-vacuum.html",
        },
        new CostFact<RewriteTable>("pg-cluster") { When = (rewrite, _) => rewrite.Kind == RewriteKind.Cluster, Locks = Exclusively, Rewrites = true, Source = Measured },
        new CostFact<RewriteTable>("pg-vacuum-full")
        {
            When = (rewrite, _) => rewrite.Kind == RewriteKind.VacuumFull,
            Locks = Exclusively,
            Rewrites = true,
            Transaction = TransactionRule.Forbidden,
            Source = Measured,
        },
        new CostFact<MaintainTable>("pg-vacuum")
        {
            When = (maintain, _) => maintain.Command.StartsWith("VACUUM", StringComparison.OrdinalIgnoreCase),
            Locks = On(LockTarget.Tree, ShareUpdateExclusive),
            Transaction = TransactionRule.Forbidden,
            Source = Measured,
        },
        new CostFact<MaintainTable>("pg-analyze") { Locks = On(LockTarget.Partitions, ShareUpdateExclusive), Source = Measured },
        .. LockModes(),
        new CostFact<ChangeInheritance>("pg-inherit")
        {
            When = (change, _) => change.Inherit,
            Locks = On(LockTarget.Table, AccessExclusive).And(LockTarget.Parents, ShareUpdateExclusive),
            Source = Measured,
        },
        new CostFact<ChangeInheritance>("pg-no-inherit") { Locks = On(LockTarget.Table, AccessExclusive).And(LockTarget.Parents, AccessShare), Source = Measured },
    ];

    private static IEnumerable<CostFact> LockModes()
    {
        foreach (var mode in PostgreSqlLocks.All)
        {
            yield return new CostFact<LockTable>("pg-lock-" + mode.Name.ToLowerInvariant().Replace(' ', '-'))
            {
                When = (@lock, _) => PostgreSqlLocks.Find(@lock.Mode) == mode,
                Locks = On(LockTarget.Listed, mode),
                Transaction = TransactionRule.Required,
                Source = Measured,
            };
        }
    }

    private static bool Exists(CreateTable create, SimulationState before)
        => create.IfNotExists && before.Schema.ExistenceOf(create.Name) == Schema.Existence.Exists;

    private static bool NeedsExclusive(SetTableOption set, SimulationState before)
        => Mentions(set, "REPLICA IDENTITY") || Mentions(set, "user_catalog_table") || Mentions(set, "security_") || Mentions(set, "check_option")
            || Mentions(set, "OF ");

    private static bool Mentions(SetTableOption set, string word) => set.Option.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
