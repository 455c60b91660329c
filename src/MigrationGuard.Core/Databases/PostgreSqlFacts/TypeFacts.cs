using MigrationGuard.Operations;
using MigrationGuard.Simulation;
using static MigrationGuard.Databases.PostgreSqlFacts.Rows;
using static MigrationGuard.Databases.PostgreSqlLocks;

namespace MigrationGuard.Databases.PostgreSqlFacts;

/// <summary>Changes of column types by what the matrix of types says, and types themselves.</summary>
internal static class TypeFacts
{
    public static IReadOnlyList<CostFact> All { get; } =
    [
        new CostFact<AlterColumnType>("pg-alter-type-metadata") { When = Costs(TypeChangeCost.Metadata), Locks = Exclusively, Source = Measured },
        new CostFact<AlterColumnType>("pg-alter-type-reindex") { When = Costs(TypeChangeCost.Reindex), Locks = Exclusively, BuildsIndex = true, Source = Measured },
        new CostFact<AlterColumnType>("pg-alter-type-rewrite") { When = Costs(TypeChangeCost.Rewrite), Locks = Exclusively, Rewrites = true, Source = Measured },
        new CostFact<AlterColumnType>("pg-alter-type-unknown") { Locks = Exclusively, Rewrites = true, Source = Manual + "sql-altertable.html#SQL-ALTERTABLE-NOTES" },
        new CostFact<AlterColumnType>("pg-alter-type-check")
        {
            Adds = true,
            When = (alter, before) => before.IsInCheck(alter.Of, alter.Column),
            Scan = ScanKind.Table,
            Source = Measured,
        },
        new CostFact<AlterColumnType>("pg-alter-type-index-expression")
        {
            Adds = true,
            When = (alter, before) => before.IsInIndexExpression(alter.Of, alter.Column),
            BuildsIndex = true,
            Source = Measured,
        },
        new CostFact<AlterColumnType>("pg-alter-type-foreign-key")
        {
            Adds = true,
            When = (alter, before) => ForeignKeys.Referenced(alter, before).Count > 0,
            Locks = On(LockTarget.Referenced, AccessExclusive),
            Source = Measured,
        },
        new CostFact<AlterColumnType>("pg-alter-type-referenced")
        {
            Adds = true,
            When = (alter, before) => ForeignKeys.Referencing(alter, before).Count > 0,
            Locks = On(LockTarget.Referencing, AccessExclusive),
            Source = Measured,
        },
        new CostFact<CreateEnum>("pg-create-enum") { Source = Measured },
        new CostFact<AddEnumValue>("pg-add-enum-value") { Source = Measured },
        new CostFact<RenameEnumValue>("pg-rename-enum-value") { Source = Measured },
        new CostFact<CreateType>("pg-create-type") { Source = Measured },
        new CostFact<AlterType>("pg-alter-type") { Source = Measured },
        new CostFact<DropType>("pg-drop-type") { When = (drop, _) => !drop.Cascade, Source = Measured },
        new CostFact<DropType>("pg-drop-type-cascade") { Locks = On(LockTarget.TypeUsers, AccessExclusive), Source = Measured },
        new CostFact<RenameType>("pg-rename-type") { Source = Measured },
        new CostFact<CreateDomain>("pg-create-domain") { Source = Measured },
        new CostFact<AlterDomain>("pg-alter-domain-checks") { When = Checks, Locks = On(LockTarget.TypeUsers, Share), Scan = ScanKind.OtherTable, Source = Measured },
        new CostFact<AlterDomain>("pg-alter-domain") { Source = Measured },
    ];

    private static Func<AlterColumnType, SimulationState, bool> Costs(TypeChangeCost cost) => (alter, before) => before.Database.ChangeOf(alter, before).Cost == cost;

    private static bool Checks(AlterDomain alter, SimulationState before) => alter.Change switch
    {
        DomainChange.AddConstraint => alter.Constraint is { NotValid: false },
        DomainChange.ValidateConstraint or DomainChange.SetNotNull => true,
        _ => false,
    };
}
