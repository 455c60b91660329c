using MigrationGuard.Operations;
using MigrationGuard.Simulation;
using static MigrationGuard.Databases.PostgreSqlFacts.Rows;
using static MigrationGuard.Databases.PostgreSqlLocks;

namespace MigrationGuard.Databases.PostgreSqlFacts;

/// <summary>Columns, ADD COLUMN and types aside.</summary>
internal static class ColumnFacts
{
    public static IReadOnlyList<CostFact> All { get; } =
    [
        new CostFact<DropColumn>("pg-drop-column") { Locks = Exclusively, Source = Measured },
        new CostFact<DropColumn>("pg-drop-column-foreign-key") { Adds = true, When = References, Locks = On(LockTarget.Referenced, AccessExclusive), Source = Measured },
        new CostFact<DropColumn>("pg-drop-column-referenced")
        {
            Adds = true,
            When = (drop, before) => drop.Cascade && ForeignKeys.Referencing(drop, before).Count > 0,
            Locks = On(LockTarget.Referencing, AccessExclusive),
            Source = Measured,
        },
        new CostFact<RenameColumn>("pg-rename-column") { Locks = Exclusively, Source = Measured },
        new CostFact<SetNotNull>("pg-set-not-null-already") { When = (set, before) => before.IsNotNull(set.Of, set.Column), Locks = Exclusively, Source = Measured },
        new CostFact<SetNotNull>("pg-set-not-null-proved") { When = (set, before) => before.IsProvedNotNull(set.Of, set.Column), Locks = Exclusively, Source = Measured },
        new CostFact<SetNotNull>("pg-set-not-null-scan") { Locks = Exclusively, Scan = ScanKind.Table, Source = Measured },
        new CostFact<DropNotNull>("pg-drop-not-null") { Locks = Exclusively, Source = Measured },
        new CostFact<SetDefault>("pg-set-default") { Locks = Exclusively, Source = Measured },
        new CostFact<DropDefault>("pg-drop-default") { Locks = Exclusively, Source = Measured },
        new CostFact<ChangeIdentity>("pg-change-identity") { Locks = Exclusively, Source = Measured },
        new CostFact<ChangeGenerated>("pg-drop-expression") { When = (change, _) => change.Expression is null, Locks = Exclusively, Source = Measured },
        new CostFact<ChangeGenerated>("pg-set-expression-virtual") { From = 18, When = IsVirtual, Locks = Exclusively, Source = Measured },
        new CostFact<ChangeGenerated>("pg-set-expression-stored") { From = 17, Locks = Exclusively, Rewrites = true, Source = Measured },
        new CostFact<SetColumnSetting>("pg-set-column-statistics")
        {
            When = (set, _) => set.Setting is ColumnSetting.Statistics or ColumnSetting.Options,
            Locks = On(LockTarget.Tree, ShareUpdateExclusive),
            Source = Measured,
        },
        new CostFact<SetColumnSetting>("pg-set-column-storage") { Locks = Exclusively, Source = Measured },
    ];

    private static bool References(DropColumn drop, SimulationState before) => ForeignKeys.Referenced(drop, before).Count > 0;

    private static bool IsVirtual(ChangeGenerated change, SimulationState before)
        => (before.Column(change.Of, change.Column)?.Generated ?? change.To) == GeneratedKind.Virtual;
}
