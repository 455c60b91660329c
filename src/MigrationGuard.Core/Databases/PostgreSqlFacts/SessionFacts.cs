using MigrationGuard.Operations;
using static MigrationGuard.Databases.PostgreSqlFacts.Rows;

namespace MigrationGuard.Databases.PostgreSqlFacts;

/// <summary>Settings, transactions and what else touches no relation.</summary>
internal static class SessionFacts
{
    public static IReadOnlyList<CostFact> All { get; } =
    [
        new CostFact<SetSetting>("pg-set") { Source = Measured },
        new CostFact<BeginTransaction>("pg-begin") { Source = Manual + "sql-begin.html" },
        new CostFact<CommitTransaction>("pg-commit") { Source = Manual + "sql-commit.html" },
        new CostFact<RollbackTransaction>("pg-rollback") { Source = Manual + "sql-rollback.html" },
        new CostFact<SetSavepoint>("pg-savepoint") { Source = Measured },
        new CostFact<ReleaseSavepoint>("pg-release-savepoint") { Source = Manual + "sql-release-savepoint.html" },
        new CostFact<PreparedTransaction>("pg-prepare-transaction")
        {
            When = (prepared, _) => prepared.Command.StartsWith("PREPARE", StringComparison.OrdinalIgnoreCase),
            Transaction = TransactionRule.Required,
            Source = Manual + "sql-prepare-transaction.html",
        },
        new CostFact<PreparedTransaction>("pg-end-prepared") { Transaction = TransactionRule.Forbidden, Source = Manual + "sql-commit-prepared.html" },
        new CostFact<ClientCommand>("pg-client-command") { Source = Manual + "app-psql.html" },
        new CostFact<DatabaseCondition>("pg-database-condition") { Source = "https://github.com/fluentmigrator/fluentmigrator" },
        new CostFact<ControlFlow>("pg-do") { Source = Measured },
    ];
}
