using MigrationGuard.Databases.SqlServerFacts;
using MigrationGuard.Operations;
using MigrationGuard.Simulation;
using MigrationGuard.Sql.TSql;
using MigrationGuard.Sql;
using System.Globalization;

namespace MigrationGuard.Databases;

/// <summary>SQL Server 2016 to 2025 and Azure SQL, which counts as the newest. Nothing here was rehearsed; every row says how it is known.</summary>
public sealed class SqlServer : Database
{
    private static readonly IReadOnlyList<CostFact> Rows =
    [
        .. ColumnFacts.All, .. TableFacts.All, .. IndexFacts.All, .. ConstraintFacts.All, .. DataFacts.All, .. ObjectFacts.All,
    ];

    private readonly FactTable _facts;

    private SqlServer(int version, SqlServerEditions edition)
    {
        (Version, Edition) = (version, edition);
        Name = edition == SqlServerEditions.AzureSql ? "Azure SQL" : string.Format(CultureInfo.InvariantCulture, "SQL Server {0} {1}", version, edition);
        _facts = new FactTable(Rows, version, edition);
    }

    /// <summary>The versions with facts, oldest first.</summary>
    public static IReadOnlyList<int> Versions { get; } = [2016, 2017, 2019, 2022, 2025];

    // Below the versions and rows, because it is made of them.
    private static Dictionary<(int, SqlServerEditions), SqlServer> Known { get; } = All();

    /// <summary>The edition.</summary>
    public SqlServerEditions Edition { get; }

    /// <inheritdoc />
    public override DatabaseKinds Kind => DatabaseKinds.SqlServer;

    /// <inheritdoc />
    public override string Name { get; }

    /// <inheritdoc />
    public override int Version { get; }

    /// <inheritdoc />
    public override SqlSyntax Syntax => SqlSyntax.TSql;

    /// <inheritdoc />
    public override IReadOnlyList<CostFact> Facts => Rows;

    /// <inheritdoc />
    public override string? OnlineIndexOption => IsFull ? "WITH (ONLINE = ON)" : null;

    /// <inheritdoc />
    public override bool HasVirtualGenerated => true;

    /// <inheritdoc />
    public override bool OnlineEndsUnderStrongLock => true;

    /// <inheritdoc />
    public override bool UniqueTreatsNullsEqual => true;

    /// <inheritdoc />
    public override bool UnstatedNullabilityMeansNullable => true;

    /// <inheritdoc />
    public override bool UnstatedCollationMeansDefault => true;

    /// <inheritdoc />
    public override bool DefaultNeedsWithValues => true;

    /// <inheritdoc />
    public override bool DropColumnFailsWithDependents => true;

    /// <inheritdoc />
    public override bool ReferencesFollowRenames => false;

    /// <inheritdoc />
    public override bool StarViewsGoStale => true;

    /// <inheritdoc />
    public override bool PositionalInsertNeedsAllColumns => true;

    /// <inheritdoc />
    public override bool NestsTransactions => true;

    /// <inheritdoc />
    public override bool HasIndexHints => true;

    // https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors
    /// <inheritdoc />
    public override ServerErrors Errors { get; } = new("2601", "547", "209");

    /// <inheritdoc />
    public override bool TriggersBreakOutput => true;

    /// <inheritdoc />
    public override bool FilteredIndexNeedsSetOptions => true;

    /// <inheritdoc />
    public override bool NeedsXactAbort => true;

    /// <inheritdoc />
    public override bool CompilesWholeBatch => true;

    // https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors
    /// <inheritdoc />
    public override string CodeOf(Violation violation) => violation switch
    {
        Violation.Unique => "error 2601 or 2627",
        Violation.NotNull => "error 515",
        _ => "error 547",
    };

    /// <inheritdoc />
    public override string LockTimeoutSetting => "lock_timeout";

    /// <inheritdoc />
    public override bool HasOnlineAlterColumn => IsFull;

    /// <inheritdoc />
    public override bool HasResumableRebuild => IsFull && Version >= 2017;

    /// <inheritdoc />
    public override bool HasResumableIndex => IsFull && Version >= 2019;

    /// <inheritdoc />
    public override bool HasResumableConstraint => IsFull && Version >= 2022;

    /// <inheritdoc />
    public override bool HasLowPriorityRebuild => IsFull;

    /// <inheritdoc />
    public override bool HasLowPriorityIndex => IsFull && Version >= 2022;

    /// <inheritdoc />
    public override int? LockEscalation => 5000;

    /// <inheritdoc />
    public override int? MaximumRowBytes => 8060;

    private bool IsFull => (Edition & SqlServerEditions.Full) != 0;

    /// <summary>The server of this version and one edition; Azure SQL has no version of its own. Null when there is none.</summary>
    public static SqlServer? Find(int version, SqlServerEditions edition)
        => Known.TryGetValue((edition == SqlServerEditions.AzureSql ? 2025 : version, edition), out var found) ? found : null;

    /// <inheritdoc />
    public override Cost CostOf(Operation operation, SimulationState before)
    {
        var cost = _facts.CostOf(operation, before);
        return operation is AlterColumnType alter && ChangeOf(alter, before) is { Confidence: var confidence } change && confidence > cost.Confidence
            ? cost with { Confidence = confidence, Source = change.Source }
            : cost;
    }

    /// <inheritdoc />
    public override TypeChange ChangeOf(AlterColumnType operation, SimulationState before) => SqlServerTypeChanges.Of(operation, before);

    /// <inheritdoc />
    public override Volatility VolatilityOf(SqlExpression expression, SimulationState before) => Functions.Table.Of(expression, before);

    /// <inheritdoc />
    public override string? UnknownFunctionOf(SqlExpression expression, SimulationState before) => Functions.Table.Unknown(expression, before);

    /// <inheritdoc />
    public override string SetLockTimeout(int seconds) => string.Format(CultureInfo.InvariantCulture, "SET LOCK_TIMEOUT {0}", seconds * 1000);

    /// <inheritdoc />
    public override long? LockTimeoutMilliseconds(string value)
        => long.TryParse(value.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var found) && found >= 0 ? found : null;

    /// <inheritdoc />
    public override int? MaximumIndexKeyBytes(bool clustered) => clustered ? 900 : 1700;

    /// <inheritdoc />
    public override bool HasEquality(DataType type) => !SqlServerTypes.IsOldLob(type.Name) && type.Name is not ("xml" or "geometry" or "geography");

    /// <inheritdoc />
    public override bool IsUnbounded(DataType type) => SqlServerTypes.IsLob(type);

    /// <inheritdoc />
    public override int? MaximumBytes(DataType type) => SqlServerTypes.MaximumBytes(type);

    private static Dictionary<(int, SqlServerEditions), SqlServer> All()
    {
        var all = new Dictionary<(int, SqlServerEditions), SqlServer>
        {
            [(2025, SqlServerEditions.AzureSql)] = new(2025, SqlServerEditions.AzureSql),
        };
        SqlServerEditions[] editions =
            [SqlServerEditions.Express, SqlServerEditions.Web, SqlServerEditions.Standard, SqlServerEditions.Developer, SqlServerEditions.Enterprise];
        foreach (var version in Versions)
        {
            foreach (var edition in editions)
            {
                all[(version, edition)] = new SqlServer(version, edition);
            }
        }

        return all;
    }

    /// <inheritdoc />
    public override string BatchCondition(string key, ObjectName table, string? where, int size)
        => $"{key} IN (SELECT TOP ({size}) {key} FROM {TSqlNames.Quote(table)}{(where is null ? "" : " WHERE " + where)} ORDER BY {key})";
}
