using MigrationGuard.Operations;
using static MigrationGuard.Databases.PostgreSqlFacts.Rows;
using static MigrationGuard.Databases.PostgreSqlLocks;

namespace MigrationGuard.Databases.PostgreSqlFacts;

/// <summary>Statements about data. Locks on rows are the rules' business.</summary>
internal static class DataFacts
{
    public static IReadOnlyList<CostFact> All { get; } =
    [
        new CostFact<InsertRows>("pg-insert") { Locks = On(LockTarget.Table, RowExclusive), Source = Measured },
        new CostFact<UpdateRows>("pg-update") { Locks = On(LockTarget.Tree, RowExclusive), Source = Measured },
        new CostFact<DeleteRows>("pg-delete") { Locks = On(LockTarget.Tree, RowExclusive), Source = Measured },
        new CostFact<MergeRows>("pg-merge") { From = 15, Locks = On(LockTarget.Tree, RowExclusive), Source = Measured },
        new CostFact<TruncateTables>("pg-truncate") { Locks = On(LockTarget.Listed, AccessExclusive), Source = Measured },
        new CostFact<TruncateTables>("pg-truncate-cascade")
        {
            Adds = true,
            When = (truncate, before) => truncate.Cascade && ForeignKeys.Referencing(truncate, before).Count > 0,
            Locks = On(LockTarget.Referencing, AccessExclusive),
            Source = Measured,
        },
        new CostFact<CopyRows>("pg-copy-from") { When = (copy, _) => copy.Writes, Locks = On(LockTarget.Table, RowExclusive), Source = Measured },
        new CostFact<CopyRows>("pg-copy-to") { Locks = On(LockTarget.Table, AccessShare), Source = Measured },
        new CostFact<Query>("pg-query-of-own-function")
        {
            When = (query, before) => Functions.Table.CallsOwnCode(query.Text, before),
            Unknowable = true,
            Source = Manual + "xfunc-volatility.html",
        },
        new CostFact<Query>("pg-query") { Source = Measured },
        new CostFact<CallRoutine>("pg-call") { Unknowable = true, Source = Manual + "sql-call.html" },
    ];
}
