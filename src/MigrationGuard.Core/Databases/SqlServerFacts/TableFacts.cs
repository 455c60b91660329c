using MigrationGuard.Operations;
using static MigrationGuard.Databases.SqlServerFacts.Rows;
using static MigrationGuard.Databases.SqlServerLocks;

namespace MigrationGuard.Databases.SqlServerFacts;

/// <summary>Whole tables. The lock on a table that is being created is left out: nobody can wait for it.</summary>
internal static class TableFacts
{
    private const string Switching = Docs + "t-sql/statements/alter-table-transact-sql#switch";

    public static IReadOnlyList<CostFact> All { get; } =
    [
        new CostFact<CreateTable>("ms-create-table") { Confidence = Confidence.Documented, Source = Docs + "t-sql/statements/create-table-transact-sql" },
        new CostFact<CreateTable>("ms-create-table-references")
        {
            Adds = true,
            When = (create, before) => ForeignKeys.Referenced(create, before).Count > 0,
            Locks = On(LockTarget.Referenced, SchemaModification),
            Confidence = Confidence.Unverified,
            Source = General,
        },
        new CostFact<DropTable>("ms-drop-table")
        {
            Locks = Exclusively.And(LockTarget.Referenced, SchemaModification),
            Confidence = Confidence.Documented,
            Source = Docs + "t-sql/statements/drop-table-transact-sql",
        },
        new CostFact<RenameTable>("ms-rename-table") { Locks = Exclusively, Confidence = Confidence.Unverified, Source = General },
        new CostFact<MoveTable>("ms-move-table") { Locks = Exclusively, Confidence = Confidence.Documented, Source = Docs + "t-sql/statements/alter-schema-transact-sql" },
        new CostFact<SetTableOption>("ms-set-table-option") { Locks = Exclusively, Confidence = Confidence.Documented, Source = AlterTable },
        new CostFact<RewriteTable>("ms-rebuild-online")
        {
            Editions = SqlServerEditions.Full,
            When = (rebuild, _) => rebuild.Options.Online,
            Locks = On(LockTarget.Table, IntentShared),
            Confidence = Confidence.Documented,
            Source = OnlineIndex,
        },
        new CostFact<RewriteTable>("ms-rebuild") { Locks = Exclusively, Rewrites = true, Confidence = Confidence.Documented, Source = OnlineIndex },
        new CostFact<MaintainTable>("ms-update-statistics")
        {
            Locks = On(LockTarget.Table, SchemaStability),
            Confidence = Confidence.Unverified,
            Source = Docs + "t-sql/statements/update-statistics-transact-sql",
        },
        new CostFact<ChangeSystemVersioning>("ms-system-versioning") { Locks = Exclusively, Confidence = Confidence.Documented, Source = AlterTable },
        new CostFact<SwitchPartition>("ms-switch-partition")
        {
            Locks = Exclusively.And(LockTarget.Partition, SchemaModification),
            Confidence = Confidence.Documented,
            Source = Switching,
        },
        new CostFact<ChangePartitionRange>("ms-change-range")
        {
            Scan = ScanKind.OtherTable,
            Rewrites = true,
            Confidence = Confidence.Unverified,
            Source = Docs + "t-sql/statements/alter-partition-function-transact-sql",
        },
        new CostFact<TruncateTables>("ms-truncate")
        {
            Locks = On(LockTarget.Listed, SchemaModification),
            Confidence = Confidence.Documented,
            Source = Docs + "t-sql/statements/truncate-table-transact-sql",
        },
    ];
}
