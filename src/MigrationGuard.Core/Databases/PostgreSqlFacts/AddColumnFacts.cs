using MigrationGuard.Operations;
using MigrationGuard.Simulation;
using static MigrationGuard.Databases.PostgreSqlFacts.Rows;
using static MigrationGuard.Databases.PostgreSqlLocks;

namespace MigrationGuard.Databases.PostgreSqlFacts;

/// <summary>ADD COLUMN: first how the column is filled, then what its constraints add.</summary>
internal static class AddColumnFacts
{
    public static IReadOnlyList<CostFact> All { get; } =
    [
        new CostFact<AddColumn>("pg-add-column-exists")
        {
            When = (add, before) => add.IfNotExists && before.Column(add.Of, add.Column.Name) is not null,
            Locks = Exclusively,
            Source = Measured,
        },
        new CostFact<AddColumn>("pg-add-column-virtual-not-null")
        {
            From = 18,
            When = (add, _) => add.Column is { Generated: GeneratedKind.Virtual, Nullable: false },
            Locks = Exclusively,
            Scan = ScanKind.Table,
            Source = Measured,
        },
        new CostFact<AddColumn>("pg-add-column-virtual") { From = 18, When = (add, _) => add.Column.Generated == GeneratedKind.Virtual, Locks = Exclusively, Source = Measured },
        new CostFact<AddColumn>("pg-add-column-generated") { When = (add, _) => add.Column.Generated == GeneratedKind.Stored, Locks = Exclusively, Rewrites = true, Source = Measured },
        new CostFact<AddColumn>("pg-add-column-identity") { When = IsIdentity, Locks = Exclusively, Rewrites = true, Source = Measured },
        new CostFact<AddColumn>("pg-add-column-serial") { When = (add, _) => PostgreSqlTypes.IsSerial(add.Column.Type), Locks = Exclusively, Rewrites = true, Source = Measured },
        new CostFact<AddColumn>("pg-add-column-domain")
        {
            When = (add, before) => before.IsConstrainedDomain(add.Column.Type),
            Locks = Exclusively,
            Rewrites = true,
            Source = Measured,
        },
        new CostFact<AddColumn>("pg-add-column-volatile-default") { When = IsVolatile, Locks = Exclusively, Rewrites = true, Source = Measured },
        new CostFact<AddColumn>("pg-add-column-default") { When = (add, before) => DefaultOf(add, before) is not null, Locks = Exclusively, Source = Measured },
        new CostFact<AddColumn>("pg-add-column-not-null") { When = (add, _) => add.Column.Nullable == false, Locks = Exclusively, Scan = ScanKind.Table, Source = Measured },
        new CostFact<AddColumn>("pg-add-column") { Locks = Exclusively, Source = Measured },
        new CostFact<AddColumn>("pg-add-column-check") { Adds = true, When = (add, before) => !Exists(add, before) && Has<CheckConstraint>(add), Scan = ScanKind.Table, Source = Measured },
        new CostFact<AddColumn>("pg-add-column-references")
        {
            Adds = true,
            When = (add, before) => !Exists(add, before) && Has<ForeignKeyConstraint>(add) && !Fills(add, before),
            Locks = On(LockTarget.Referenced, ShareRowExclusive),
            Source = Measured,
        },
        new CostFact<AddColumn>("pg-add-column-references-default")
        {
            Adds = true,
            When = (add, before) => !Exists(add, before) && Has<ForeignKeyConstraint>(add) && Fills(add, before),
            Locks = On(LockTarget.Referenced, ShareRowExclusive),
            Scan = ScanKind.BothTables,
            Source = Measured,
        },
        new CostFact<AddColumn>("pg-add-column-unique")
        {
            Adds = true,
            When = (add, before) => !Exists(add, before) && Has<UniqueConstraint>(add),
            BuildsIndex = true,
            Source = Measured,
        },
    ];

    private static bool Exists(AddColumn add, SimulationState before) => add.IfNotExists && before.Column(add.Of, add.Column.Name) is not null;

    private static bool IsIdentity(AddColumn add, SimulationState before)
        => add.Column.Generated is GeneratedKind.IdentityAlways or GeneratedKind.IdentityByDefault;

    private static bool Fills(AddColumn add, SimulationState before)
        => DefaultOf(add, before) is not null || add.Column.Generated != GeneratedKind.None || PostgreSqlTypes.IsSerial(add.Column.Type);

    private static SqlExpression? DefaultOf(AddColumn add, SimulationState before)
    {
        var value = add.Column.Default ?? before.Domain(add.Column.Type)?.Default;
        return value is null or { Kind: ExpressionKind.Null } ? null : value;
    }

    private static bool IsVolatile(AddColumn add, SimulationState before)
        => DefaultOf(add, before) is { } value && before.Database.VolatilityOf(value, before) >= Volatility.Volatile;

    private static bool Has<TConstraint>(AddColumn add)
        where TConstraint : ConstraintDefinition
        => add.Column.Constraints.Exists(c => c is TConstraint and not { NotEnforced: true });
}
