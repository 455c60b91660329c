using MigrationGuard.Operations;
using static MigrationGuard.Databases.SqlServerFacts.Rows;
using static MigrationGuard.Databases.SqlServerLocks;

namespace MigrationGuard.Databases.SqlServerFacts;

/// <summary>Triggers, views, routines, types, privileges, transactions.</summary>
internal static class ObjectFacts
{
    private const string Statements = Docs + "t-sql/statements/statements";

    private static readonly FactLock[] Named = On(LockTarget.Named, SchemaModification);

    public static IReadOnlyList<CostFact> All { get; } =
    [
        new CostFact<CreateTrigger>("ms-create-trigger") { Locks = Exclusively, Confidence = Confidence.Unverified, Source = General },
        new CostFact<DropTrigger>("ms-drop-trigger") { Locks = Exclusively, Confidence = Confidence.Unverified, Source = General },
        new CostFact<SwitchTrigger>("ms-switch-trigger") { Locks = Exclusively, Confidence = Confidence.Unverified, Source = General },
        new CostFact<ChangeRowSecurity>("ms-row-security") { Locks = Exclusively, Confidence = Confidence.Unverified, Source = General },
        new CostFact<ChangePolicy>("ms-policy") { Locks = Exclusively, Confidence = Confidence.Unverified, Source = General },
        new CostFact<CreateView>("ms-alter-view") { When = (create, _) => create.Replace, Locks = Exclusively, Confidence = Confidence.Unverified, Source = General },
        new CostFact<CreateView>("ms-create-view") { Confidence = Confidence.Documented, Source = Statements },
        new CostFact<CreateRoutine>("ms-create-routine") { Confidence = Confidence.Documented, Source = Statements },
        new CostFact<CreateSequence>("ms-create-sequence") { Confidence = Confidence.Documented, Source = Statements },
        new CostFact<AlterSequence>("ms-alter-sequence") { Locks = Named, Confidence = Confidence.Unverified, Source = General },
        new CostFact<CreateType>("ms-create-type") { Confidence = Confidence.Documented, Source = Statements },
        new CostFact<DropType>("ms-drop-type") { Confidence = Confidence.Documented, Source = Statements },
        new CostFact<RenameType>("ms-rename-type") { Confidence = Confidence.Documented, Source = Statements },
        new CostFact<CreateObject>("ms-create-database")
        {
            When = (create, _) => create.Kind is ObjectKind.Database,
            Transaction = TransactionRule.Forbidden,
            Confidence = Confidence.Documented,
            Source = Docs + "t-sql/statements/create-database-transact-sql",
        },
        new CostFact<CreateObject>("ms-create-object") { Confidence = Confidence.Documented, Source = Statements },
        new CostFact<AlterObject>("ms-alter-database")
        {
            When = (alter, _) => alter.Kind is ObjectKind.Database,
            Transaction = TransactionRule.Forbidden,
            Confidence = Confidence.Documented,
            Source = Docs + "t-sql/statements/alter-database-transact-sql",
        },
        new CostFact<AlterObject>("ms-alter-object") { Confidence = Confidence.Documented, Source = Statements },
        new CostFact<RenameObject>("ms-rename-object") { Locks = Named, Confidence = Confidence.Unverified, Source = General },
        new CostFact<DropObject>("ms-drop-database")
        {
            When = (drop, _) => drop.Kind is ObjectKind.Database,
            Transaction = TransactionRule.Forbidden,
            Confidence = Confidence.Documented,
            Source = Docs + "t-sql/statements/drop-database-transact-sql",
        },
        new CostFact<DropObject>("ms-drop-view")
        {
            When = (drop, _) => drop.Kind is ObjectKind.View or ObjectKind.Sequence or ObjectKind.Synonym,
            Locks = Named,
            Confidence = Confidence.Unverified,
            Source = General,
        },
        new CostFact<DropObject>("ms-drop-object") { Confidence = Confidence.Documented, Source = Statements },
        new CostFact<Annotate>("ms-extended-property") { Confidence = Confidence.Documented, Source = Statements },
        new CostFact<Grant>("ms-grant") { Confidence = Confidence.Documented, Source = Statements },
        new CostFact<Revoke>("ms-revoke") { Confidence = Confidence.Documented, Source = Statements },
        new CostFact<ChangeOwner>("ms-alter-authorization") { Confidence = Confidence.Documented, Source = Statements },
        new CostFact<SetSetting>("ms-set") { Confidence = Confidence.Documented, Source = Docs + "t-sql/statements/set-statements-transact-sql" },
        new CostFact<BeginTransaction>("ms-begin") { Confidence = Confidence.Documented, Source = Docs + "t-sql/language-elements/begin-transaction-transact-sql" },
        new CostFact<CommitTransaction>("ms-commit") { Confidence = Confidence.Documented, Source = Docs + "t-sql/language-elements/commit-transaction-transact-sql" },
        new CostFact<RollbackTransaction>("ms-rollback") { Confidence = Confidence.Documented, Source = Docs + "t-sql/language-elements/rollback-transaction-transact-sql" },
        new CostFact<SetSavepoint>("ms-savepoint") { Confidence = Confidence.Documented, Source = Docs + "t-sql/language-elements/save-transaction-transact-sql" },
        new CostFact<EndBatch>("ms-go") { Confidence = Confidence.Documented, Source = Docs + "t-sql/language-elements/sql-server-utilities-statements-go" },
        new CostFact<ClientCommand>("ms-client-command") { Confidence = Confidence.Documented, Source = Docs + "tools/sqlcmd/sqlcmd-utility" },
        new CostFact<DatabaseCondition>("ms-database-condition") { Confidence = Confidence.Documented, Source = "https://github.com/fluentmigrator/fluentmigrator" },
        new CostFact<ControlFlow>("ms-control-flow") { Confidence = Confidence.Documented, Source = Docs + "t-sql/language-elements/control-of-flow" },
    ];
}
