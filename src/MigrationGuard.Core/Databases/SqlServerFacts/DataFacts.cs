using MigrationGuard.Operations;
using static MigrationGuard.Databases.SqlServerFacts.Rows;
using static MigrationGuard.Databases.SqlServerLocks;

namespace MigrationGuard.Databases.SqlServerFacts;

/// <summary>Statements about data; escalation to a lock on the table is a capability, <see cref="Database.LockEscalation"/>.</summary>
internal static class DataFacts
{
    private const string Locking = Docs + "relational-databases/sql-server-transaction-locking-and-row-versioning-guide";

    public static IReadOnlyList<CostFact> All { get; } =
    [
        new CostFact<InsertRows>("ms-insert") { Locks = On(LockTarget.Table, IntentExclusive), Confidence = Confidence.Documented, Source = Locking },
        new CostFact<UpdateRows>("ms-update-all")
        {
            When = (update, _) => update is { Where: null, Batched: false },
            Locks = On(LockTarget.Table, Exclusive),
            Confidence = Confidence.Unverified,
            Source = Locking + "#lock-escalation",
        },
        new CostFact<UpdateRows>("ms-update") { Locks = On(LockTarget.Table, IntentExclusive), Confidence = Confidence.Documented, Source = Locking },
        new CostFact<DeleteRows>("ms-delete-all")
        {
            When = (delete, _) => delete is { Where: null, Batched: false },
            Locks = On(LockTarget.Table, Exclusive),
            Confidence = Confidence.Unverified,
            Source = Locking + "#lock-escalation",
        },
        new CostFact<DeleteRows>("ms-delete") { Locks = On(LockTarget.Table, IntentExclusive), Confidence = Confidence.Documented, Source = Locking },
        new CostFact<MergeRows>("ms-merge") { Locks = On(LockTarget.Table, IntentExclusive), Confidence = Confidence.Documented, Source = Locking },
        new CostFact<CopyRows>("ms-bulk-insert") { Locks = On(LockTarget.Table, IntentExclusive), Confidence = Confidence.Documented, Source = Docs + "t-sql/statements/bulk-insert-transact-sql" },
        new CostFact<Query>("ms-query") { Confidence = Confidence.Documented, Source = Docs + "t-sql/queries/select-transact-sql" },
        new CostFact<CallRoutine>("ms-exec") { Unknowable = true, Source = Docs + "t-sql/language-elements/execute-transact-sql" },
    ];
}
