using MigrationGuard.Operations;
using static MigrationGuard.Databases.SqlServerFacts.Rows;
using static MigrationGuard.Databases.SqlServerLocks;

namespace MigrationGuard.Databases.SqlServerFacts;

/// <summary>Constraints and defaults.</summary>
internal static class ConstraintFacts
{
    private static readonly FactLock[] BothTables = Exclusively.And(LockTarget.Referenced, SchemaModification);

    public static IReadOnlyList<CostFact> All { get; } =
    [
        new CostFact<AddConstraint>("ms-add-default-constraint") { When = (add, _) => add.Constraint is DefaultConstraint, Locks = Exclusively, Confidence = Confidence.Unverified, Source = General },
        new CostFact<AddConstraint>("ms-add-check-nocheck") { When = (add, _) => add.Constraint is CheckConstraint { NotValid: true }, Locks = Exclusively, Confidence = Confidence.Documented, Source = AlterTable },
        new CostFact<AddConstraint>("ms-add-check")
        {
            When = (add, _) => add.Constraint is CheckConstraint,
            Locks = Exclusively,
            Scan = ScanKind.Table,
            Confidence = Confidence.Documented,
            Source = AlterTable,
        },
        new CostFact<AddConstraint>("ms-add-foreign-key-nocheck")
        {
            When = (add, _) => add.Constraint is ForeignKeyConstraint { NotValid: true },
            Locks = BothTables,
            Confidence = Confidence.Unverified,
            Source = AlterTable + "; " + General,
        },
        new CostFact<AddConstraint>("ms-add-foreign-key")
        {
            When = (add, _) => add.Constraint is ForeignKeyConstraint,
            Locks = BothTables,
            Scan = ScanKind.BothTables,
            Confidence = Confidence.Unverified,
            Source = AlterTable + "; " + General,
        },
        new CostFact<AddConstraint>("ms-add-key-resumable")
        {
            Editions = SqlServerEditions.Full,
            From = 2022,
            When = (add, _) => add.Constraint is UniqueConstraint { Options: { Online: true, Resumable: true } },
            Locks = On(LockTarget.Table, IntentShared),
            BuildsIndex = true,
            Transaction = TransactionRule.Forbidden,
            Confidence = Confidence.Documented,
            Source = Docs + "relational-databases/security/resumable-add-table-constraints",
        },
        new CostFact<AddConstraint>("ms-add-key-online")
        {
            Editions = SqlServerEditions.Full,
            When = (add, _) => add.Constraint is UniqueConstraint { Options.Online: true },
            Locks = On(LockTarget.Table, IntentShared),
            BuildsIndex = true,
            Confidence = Confidence.Documented,
            Source = OnlineIndex,
        },
        new CostFact<AddConstraint>("ms-add-key-clustered")
        {
            When = (add, _) => add.Constraint is UniqueConstraint { Clustered: true } or UniqueConstraint { IsPrimaryKey: true, Clustered: null },
            Locks = Exclusively,
            Rewrites = true,
            BuildsIndex = true,
            Confidence = Confidence.Documented,
            Source = OnlineIndex,
        },
        new CostFact<AddConstraint>("ms-add-key")
        {
            When = (add, _) => add.Constraint is UniqueConstraint,
            Locks = Exclusively,
            BuildsIndex = true,
            Confidence = Confidence.Documented,
            Source = AlterTable,
        },
        new CostFact<DropConstraint>("ms-drop-constraint") { Locks = Exclusively.And(LockTarget.Referenced, SchemaModification), Confidence = Confidence.Documented, Source = AlterTable },
        new CostFact<RenameConstraint>("ms-rename-constraint") { Locks = Exclusively, Confidence = Confidence.Unverified, Source = General },
        new CostFact<SwitchConstraint>("ms-check-constraint-with-check")
        {
            When = (@switch, _) => @switch is { Enable: true, WithCheck: true },
            Locks = Exclusively,
            Scan = ScanKind.Table,
            Confidence = Confidence.Unverified,
            Source = AlterTable + "; " + General,
        },
        new CostFact<SwitchConstraint>("ms-switch-constraint") { Locks = Exclusively, Confidence = Confidence.Documented, Source = AlterTable },
    ];
}
