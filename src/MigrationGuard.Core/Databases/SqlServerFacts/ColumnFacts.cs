using MigrationGuard.Operations;
using MigrationGuard.Simulation;
using static MigrationGuard.Databases.SqlServerFacts.Rows;
using static MigrationGuard.Databases.SqlServerLocks;

namespace MigrationGuard.Databases.SqlServerFacts;

/// <summary>Columns.</summary>
internal static class ColumnFacts
{
    public static IReadOnlyList<CostFact> All { get; } =
    [
        new CostFact<AddColumn>("ms-add-computed") { When = (add, _) => add.Column.Generated == GeneratedKind.Virtual, Locks = Exclusively, Confidence = Confidence.Unverified, Source = General },
        new CostFact<AddColumn>("ms-add-persisted")
        {
            When = (add, _) => add.Column.Generated == GeneratedKind.Stored,
            Locks = Exclusively,
            Rewrites = true,
            Confidence = Confidence.Unverified,
            Source = General,
        },
        new CostFact<AddColumn>("ms-add-identity") { When = FillsItself, Locks = Exclusively, Rewrites = true, Confidence = Confidence.Unverified, Source = General },
        new CostFact<AddColumn>("ms-add-default-per-row")
        {
            When = (add, before) => Default(add) is { } value && Fills(add) && before.Database.VolatilityOf(value, before) >= Volatility.Volatile,
            Locks = Exclusively,
            Rewrites = true,
            Confidence = Confidence.Documented,
            Source = AlterTable,
        },
        new CostFact<AddColumn>("ms-add-default-lob")
        {
            When = (add, _) => Default(add) is not null && add.Column.Nullable == false && SqlServerTypes.RefusesOnlineDefault(add.Column.Type),
            Locks = Exclusively,
            Rewrites = true,
            Confidence = Confidence.Documented,
            Source = AlterTable,
        },
        new CostFact<AddColumn>("ms-add-default-limited-edition")
        {
            Editions = SqlServerEditions.Limited,
            When = (add, _) => Default(add) is not null && add.Column.Nullable == false,
            Locks = Exclusively,
            Rewrites = true,
            Confidence = Confidence.Documented,
            Source = AlterTable,
        },
        new CostFact<AddColumn>("ms-add-default-azure")
        {
            Editions = SqlServerEditions.AzureSql,
            When = (add, _) => Default(add) is not null && add.Column.Nullable == false,
            Locks = Exclusively,
            Confidence = Confidence.Unverified,
            Source = General,
        },
        new CostFact<AddColumn>("ms-add-default")
        {
            When = (add, _) => Default(add) is not null && add.Column.Nullable == false,
            Locks = Exclusively,
            Confidence = Confidence.Documented,
            Source = AlterTable,
        },
        new CostFact<AddColumn>("ms-add-nullable-with-values")
        {
            When = (add, _) => Default(add) is not null && add.Column.WithValues,
            Locks = Exclusively,
            Rewrites = true,
            Confidence = Confidence.Unverified,
            Source = General,
        },
        new CostFact<AddColumn>("ms-add-nullable") { When = (add, _) => add.Column.Nullable != false, Locks = Exclusively, Confidence = Confidence.Documented, Source = AlterTable },
        new CostFact<AddColumn>("ms-add-not-null") { Locks = Exclusively, Scan = ScanKind.Table, Confidence = Confidence.Documented, Source = AlterTable },
        new CostFact<AddColumn>("ms-add-column-key")
        {
            Adds = true,
            When = (add, _) => add.Column.Constraints.Exists(c => c is UniqueConstraint),
            BuildsIndex = true,
            Confidence = Confidence.Unverified,
            Source = General,
        },
        new CostFact<AddColumn>("ms-add-column-references")
        {
            Adds = true,
            When = (add, before) => ForeignKeys.Referenced(add, before).Count > 0,
            Locks = On(LockTarget.Referenced, SchemaModification),
            Confidence = Confidence.Unverified,
            Source = General,
        },
        new CostFact<DropColumn>("ms-drop-column") { Locks = Exclusively, Confidence = Confidence.Documented, Source = AlterTable },
        new CostFact<RenameColumn>("ms-rename-column")
        {
            Locks = Exclusively,
            Confidence = Confidence.Documented,
            Source = Docs + "relational-databases/system-stored-procedures/sp-rename-transact-sql",
        },
        new CostFact<AlterColumnType>("ms-alter-type-online")
        {
            Editions = SqlServerEditions.Full,
            When = (alter, before) => alter.Online && Costs(alter, before) > TypeChangeCost.Metadata,
            Locks = On(LockTarget.Table, SchemaModification),
            Confidence = Confidence.Documented,
            Source = AlterTable + "#with--online--on--off-as-applies-to-altering-a-column",
        },
        new CostFact<AlterColumnType>("ms-alter-type-metadata") { When = (alter, before) => Costs(alter, before) == TypeChangeCost.Metadata, Locks = Exclusively, Confidence = Confidence.Documented, Source = AlterColumn },
        new CostFact<AlterColumnType>("ms-alter-type-scan")
        {
            When = (alter, before) => Costs(alter, before) == TypeChangeCost.Scan,
            Locks = Exclusively,
            Scan = ScanKind.Table,
            Confidence = Confidence.Documented,
            Source = AlterColumn,
        },
        new CostFact<AlterColumnType>("ms-alter-type-rewrite") { Locks = Exclusively, Rewrites = true, Confidence = Confidence.Documented, Source = AlterColumn },
        new CostFact<ChangeGenerated>("ms-add-drop-persisted") { Locks = Exclusively, Rewrites = true, Confidence = Confidence.Documented, Source = AlterTable },
        new CostFact<SetColumnSetting>("ms-column-sparse")
        {
            When = (set, _) => set.Value.IndexOf("SPARSE", StringComparison.OrdinalIgnoreCase) >= 0,
            Locks = Exclusively,
            Rewrites = true,
            Confidence = Confidence.Documented,
            Source = AlterTable,
        },
        new CostFact<SetColumnSetting>("ms-column-attribute") { Locks = Exclusively, Confidence = Confidence.Documented, Source = AlterTable },
    ];

    private static SqlExpression? Default(AddColumn add) => add.Column.Default is { Kind: not ExpressionKind.Null } value ? value : null;

    private static bool Fills(AddColumn add) => add.Column.Nullable == false || add.Column.WithValues;

    private static bool FillsItself(AddColumn add, SimulationState before)
        => add.Column.Generated is GeneratedKind.IdentityAlways or GeneratedKind.IdentityByDefault
            || (add.Column.Type is { Name: var name } && (SqlServerTypes.Same(name, "rowversion") || SqlServerTypes.Same(name, "timestamp")));

    private static TypeChangeCost Costs(AlterColumnType alter, SimulationState before) => before.Database.ChangeOf(alter, before).Cost;
}
