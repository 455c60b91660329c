using MigrationGuard.Databases.PostgreSqlFacts;
using MigrationGuard.Operations;
using MigrationGuard.Simulation;
using MigrationGuard.Sql.PostgreSql;
using MigrationGuard.Sql;
using System.Globalization;

namespace MigrationGuard.Databases;

/// <summary>PostgreSQL 12 to 18.</summary>
public sealed class PostgreSql : Database
{
    /// <summary>The oldest version with facts.</summary>
    public const int Oldest = 12;

    /// <summary>The newest version with facts.</summary>
    public const int Newest = 18;

    private static readonly IReadOnlyList<CostFact> Rows =
    [
        .. AddColumnFacts.All, .. ColumnFacts.All, .. TypeFacts.All, .. TableFacts.All, .. IndexFacts.All, .. ConstraintFacts.All,
        .. PartitionFacts.All, .. DataFacts.All, .. ObjectFacts.All, .. SessionFacts.All,
    ];

    private static readonly PostgreSql[] Versions = Array.ConvertAll([12, 13, 14, 15, 16, 17, 18], version => new PostgreSql(version));

    private readonly FactTable _facts;

    private PostgreSql(int version)
    {
        Version = version;
        Name = "PostgreSQL " + version.ToString(CultureInfo.InvariantCulture);
        _facts = new FactTable(Rows, version, SqlServerEditions.All);
    }

    /// <summary>The server of this major version, 12 to 18.</summary>
    public static PostgreSql Of(int version) => Versions[version - Oldest];

    /// <inheritdoc />
    public override bool Conflicts(LockMode taken, string held) => PostgreSqlLocks.Find(held) is not { } mode || PostgreSqlLocks.Conflict(taken, mode);

    /// <inheritdoc />
    public override bool IsSystem(ObjectName table)
        => (table.Schema ?? table.Name).StartsWith("pg_", StringComparison.Ordinal) || table.Schema == "information_schema";

    /// <inheritdoc />
    public override bool CorruptsOnlineBuilds(int major, int minor) => major == 14 && minor < 4;

    /// <inheritdoc />
    public override DatabaseKinds Kind => DatabaseKinds.PostgreSql;

    /// <inheritdoc />
    public override string Name { get; }

    /// <inheritdoc />
    public override int Version { get; }

    /// <inheritdoc />
    public override SqlSyntax Syntax => SqlSyntax.PostgreSql;

    /// <inheritdoc />
    public override IReadOnlyList<CostFact> Facts => Rows;

    /// <inheritdoc />
    public override string? OnlineIndexOption => "CONCURRENTLY";

    /// <inheritdoc />
    public override bool HasReindexConcurrently => true;

    /// <inheritdoc />
    public override bool HasDetachConcurrently => Version >= 14;

    /// <inheritdoc />
    public override bool HasNotNullNotValid => Version >= 18;

    /// <inheritdoc />
    public override bool HasCreateIfNotExists => true;

    /// <inheritdoc />
    public override bool NotNullBelievesCheck => true;

    /// <inheritdoc />
    public override bool ValidatesOnline => true;

    /// <inheritdoc />
    public override bool HasForeignKeyNotValidOnPartitioned => Version >= 18;

    /// <inheritdoc />
    public override bool HasOnlineIndexOnPartitioned => false;

    /// <inheritdoc />
    public override bool HasVirtualGenerated => Version >= 18;

    /// <inheritdoc />
    public override bool EnumValueUsableInTransactionOfItsType => Version >= 17;

    /// <inheritdoc />
    public override bool EnumValueUsableBeforeCommit => false;

    /// <inheritdoc />
    public override bool FailedOnlineBuildLeavesIndex => true;

    /// <inheritdoc />
    public override bool RollsBackSettings => true;

    /// <inheritdoc />
    public override bool ChoosesReadableNames => true;

    /// <inheritdoc />
    public override bool UpsertsNeedUniqueIndex => true;

    /// <inheritdoc />
    public override bool PreparedStatementsFailOnNewColumns => true;

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    /// <inheritdoc />
    public override string CodeOf(Violation violation) => violation switch
    {
        Violation.Check => "23514",
        Violation.ForeignKey => "23503",
        Violation.Unique => "23505",
        Violation.Exclusion => "23P01",
        _ => "23502",
    };

    /// <inheritdoc />
    public override bool ReplacedViewKeepsColumns => true;

    /// <inheritdoc />
    public override bool ViewsAcceptMerge => Version >= 17;

    /// <inheritdoc />
    public override IReadOnlyList<string> NotCarriedByViews => ViewsAcceptMerge
        ? ["COPY … FROM (binary import)", "the column xmin (concurrency tokens)", "TRUNCATE", "new foreign keys to it"]
        : ["COPY … FROM (binary import)", "the column xmin (concurrency tokens)", "TRUNCATE", "MERGE", "new foreign keys to it"];

    /// <inheritdoc />
    public override bool BatchIsTransaction => true;

    /// <inheritdoc />
    public override string LockTimeoutSetting => "lock_timeout";

    /// <inheritdoc />
    public override string? StatementTimeoutSetting => "statement_timeout";

    /// <inheritdoc />
    public override string? TransactionTimeoutSetting => Version >= 17 ? "transaction_timeout" : null;

    /// <inheritdoc />
    public override bool HasOnlineDropIndex => true;

    /// <inheritdoc />
    public override Cost CostOf(Operation operation, SimulationState before) => _facts.CostOf(operation, before);

    /// <inheritdoc />
    public override TypeChange ChangeOf(AlterColumnType operation, SimulationState before) => PostgreSqlTypeChanges.Of(operation, before);

    /// <inheritdoc />
    public override Volatility VolatilityOf(SqlExpression expression, SimulationState before) => Functions.Table.Of(expression, before);

    /// <inheritdoc />
    public override string? UnknownFunctionOf(SqlExpression expression, SimulationState before) => Functions.Table.Unknown(expression, before);

    /// <inheritdoc />
    public override string SetLockTimeout(int seconds) => string.Format(CultureInfo.InvariantCulture, "SET lock_timeout = '{0}s'", seconds);

    /// <inheritdoc />
    public override long? LockTimeoutMilliseconds(string value) => Durations.Milliseconds(value) is > 0 and var found ? found : null;

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    /// <inheritdoc />
    public override ServerErrors Errors { get; } = new("23505", "23503", "42702");

    // https://www.postgresql.org/docs/current/plpgsql-transactions.html (2D000)
    /// <inheritdoc />
    public override bool BlocksEndTransactions => false;

    /// <inheritdoc />
    public override bool CutsLongNames => true;

    // A B-tree entry takes at most a third of a page: https://www.postgresql.org/docs/current/btree.html#BTREE-GIST-IMPL
    /// <inheritdoc />
    public override int? MaximumIndexKeyBytes(bool clustered) => 2704;

    /// <inheritdoc />
    public override bool? ConvertsByItself(DataType old, DataType @new) => PostgreSqlCasts.Assigns(old, @new);

    /// <inheritdoc />
    public override bool HasEquality(DataType type) => PostgreSqlTypes.HasEquality(type);

    /// <inheritdoc />
    public override bool IsUnbounded(DataType type) => PostgreSqlTypes.IsUnbounded(type);

    // A character takes up to four bytes in UTF-8.
    /// <inheritdoc />
    public override int? MaximumBytes(DataType type)
        => type is { Name: "character varying" or "character", ArrayDimensions: 0, Arguments.Count: 1 } ? type.Arguments[0] * 4 : null;

    /// <inheritdoc />
    public override string BatchCondition(string key, ObjectName table, string? where, int size)
        => $"{key} IN (SELECT {key} FROM {NameWriter.Name(table)}{(where is null ? "" : " WHERE " + where)} ORDER BY {key} LIMIT {size} FOR UPDATE SKIP LOCKED)";
}
