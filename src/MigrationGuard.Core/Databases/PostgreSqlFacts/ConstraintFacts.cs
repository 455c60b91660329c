using MigrationGuard.Operations;
using MigrationGuard.Simulation;
using static MigrationGuard.Databases.PostgreSqlFacts.Rows;
using static MigrationGuard.Databases.PostgreSqlLocks;

namespace MigrationGuard.Databases.PostgreSqlFacts;

/// <summary>Constraints.</summary>
internal static class ConstraintFacts
{
    private static readonly FactLock[] BothTables = [new(LockTarget.Tree, ShareRowExclusive), new(LockTarget.Referenced, ShareRowExclusive)];

    public static IReadOnlyList<CostFact> All { get; } =
    [
        new CostFact<AddConstraint>("pg-add-foreign-key-not-valid") { When = Is<ForeignKeyConstraint>(checks: false), Locks = BothTables, Source = Measured },
        new CostFact<AddConstraint>("pg-add-foreign-key") { When = Is<ForeignKeyConstraint>(checks: true), Locks = BothTables, Scan = ScanKind.BothTables, Source = Measured },
        new CostFact<AddConstraint>("pg-add-check-not-valid") { When = Is<CheckConstraint>(checks: false), Locks = Exclusively, Source = Measured },
        new CostFact<AddConstraint>("pg-add-check") { When = Is<CheckConstraint>(checks: true), Locks = Exclusively, Scan = ScanKind.Table, Source = Measured },
        new CostFact<AddConstraint>("pg-add-not-null-not-valid") { From = 18, When = Is<NotNullConstraint>(checks: false), Locks = Exclusively, Source = Measured },
        new CostFact<AddConstraint>("pg-add-not-null-proved") { From = 18, When = IsProved, Locks = Exclusively, Source = Measured },
        new CostFact<AddConstraint>("pg-add-not-null") { From = 18, When = Is<NotNullConstraint>(checks: true), Locks = Exclusively, Scan = ScanKind.Table, Source = Measured },
        new CostFact<AddConstraint>("pg-add-primary-key-using-index-nullable")
        {
            When = (add, before) => add.Constraint is UniqueConstraint { IsPrimaryKey: true, UsingIndex: { } index } && !IndexRefusesNull(add.Of, index, before),
            Locks = Exclusively,
            Scan = ScanKind.Table,
            Source = Measured,
        },
        new CostFact<AddConstraint>("pg-add-key-using-index") { When = (add, _) => add.Constraint is UniqueConstraint { UsingIndex: not null }, Locks = Exclusively, Source = Measured },
        new CostFact<AddConstraint>("pg-add-primary-key-nullable")
        {
            When = (add, before) => add.Constraint is UniqueConstraint { IsPrimaryKey: true } key && key.Columns.Exists(c => !RefusesNull(add.Of, c, before)),
            Locks = Exclusively,
            Scan = ScanKind.Table,
            BuildsIndex = true,
            Source = Measured,
        },
        new CostFact<AddConstraint>("pg-add-key-partitioned")
        {
            To = 15,
            When = (add, before) => add.Constraint is UniqueConstraint && before.Schema.Find(add.Of) is { Partitioned: true },
            Locks = On(LockTarget.Table, AccessExclusive).And(LockTarget.Tree, Share),
            BuildsIndex = true,
            Source = Measured,
        },
        new CostFact<AddConstraint>("pg-add-key") { When = (add, _) => add.Constraint is UniqueConstraint, Locks = Exclusively, BuildsIndex = true, Source = Measured },
        new CostFact<AddConstraint>("pg-add-exclusion") { When = (add, _) => add.Constraint is ExclusionConstraint, Locks = Exclusively, BuildsIndex = true, Source = Measured },
        new CostFact<ValidateConstraint>("pg-validate-already")
        {
            When = (validate, before) => before.Constraint(validate.Of, validate.Name) is { Validated: true },
            Locks = On(LockTarget.Tree, ShareUpdateExclusive),
            Source = Measured,
        },
        new CostFact<ValidateConstraint>("pg-validate-check")
        {
            When = (validate, before) => before.Constraint(validate.Of, validate.Name)?.Definition is CheckConstraint or NotNullConstraint,
            Locks = On(LockTarget.Tree, ShareUpdateExclusive),
            Scan = ScanKind.Table,
            Source = Measured,
        },
        new CostFact<ValidateConstraint>("pg-validate-foreign-key")
        {
            Locks = On(LockTarget.Tree, ShareUpdateExclusive).And(LockTarget.Referenced, RowShare),
            Scan = ScanKind.BothTables,
            Source = Measured,
        },
        new CostFact<DropConstraint>("pg-drop-constraint") { Locks = Exclusively, Source = Measured },
        new CostFact<DropConstraint>("pg-drop-foreign-key")
        {
            Adds = true,
            When = (drop, before) => ForeignKeys.Referenced(drop, before).Count > 0,
            Locks = On(LockTarget.Referenced, AccessExclusive),
            Source = Measured,
        },
        new CostFact<DropConstraint>("pg-drop-key-cascade")
        {
            Adds = true,
            When = (drop, before) => drop.Cascade && before.Constraint(drop.Of, drop.Name)?.Definition is null or UniqueConstraint && ForeignKeys.Referencing(drop, before).Count > 0,
            Locks = On(LockTarget.Referencing, AccessExclusive),
            Source = Measured,
        },
        new CostFact<RenameConstraint>("pg-rename-constraint") { Locks = Exclusively, Source = Measured },
        new CostFact<AlterConstraint>("pg-alter-constraint") { Locks = Exclusively, Source = Measured },
    ];

    private static Func<AddConstraint, SimulationState, bool> Is<TConstraint>(bool checks)
        where TConstraint : ConstraintDefinition
        => (add, _) => add.Constraint is TConstraint constraint && checks == !(constraint.NotValid || constraint.NotEnforced);

    private static bool IsProved(AddConstraint add, SimulationState before)
        => add.Constraint is NotNullConstraint { NotValid: false } constraint && RefusesNull(add.Of, constraint.Column, before);

    private static bool RefusesNull(ObjectName table, string column, SimulationState before)
        => before.IsNotNull(table, column) || before.IsProvedNotNull(table, column);

    private static bool IndexRefusesNull(ObjectName table, string index, SimulationState before)
        => before.Schema.Indexes.Find(new ObjectName(table.Schema, index)) is { } found
            && !found.Definition.Keys.Exists(k => k.Column is null || !RefusesNull(table, k.Column, before));
}
