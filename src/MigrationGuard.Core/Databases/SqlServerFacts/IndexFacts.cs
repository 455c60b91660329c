using MigrationGuard.Operations;
using static MigrationGuard.Databases.SqlServerFacts.Rows;
using static MigrationGuard.Databases.SqlServerLocks;

namespace MigrationGuard.Databases.SqlServerFacts;

/// <summary>Indexes. The short lock at the end of an online operation is a capability, <see cref="Database.OnlineEndsUnderStrongLock"/>.</summary>
internal static class IndexFacts
{
    public static IReadOnlyList<CostFact> All { get; } =
    [
        new CostFact<CreateIndex>("ms-create-index-resumable")
        {
            Editions = SqlServerEditions.Full,
            From = 2019,
            When = (create, _) => create.Options is { Online: true, Resumable: true },
            Locks = On(LockTarget.Table, IntentShared),
            BuildsIndex = true,
            Transaction = TransactionRule.Forbidden,
            Confidence = Confidence.Documented,
            Source = IndexPage,
        },
        new CostFact<CreateIndex>("ms-create-index-online")
        {
            Editions = SqlServerEditions.Full,
            When = (create, _) => create.Options.Online,
            Locks = On(LockTarget.Table, IntentShared),
            BuildsIndex = true,
            Confidence = Confidence.Documented,
            Source = OnlineIndex,
        },
        new CostFact<CreateIndex>("ms-create-index-clustered")
        {
            When = (create, _) => create.Kind == IndexKind.Clustered,
            Locks = Exclusively,
            Rewrites = true,
            BuildsIndex = true,
            Confidence = Confidence.Documented,
            Source = IndexPage,
        },
        new CostFact<CreateIndex>("ms-create-index-columnstore")
        {
            When = (create, _) => create.Kind != IndexKind.Ordinary,
            Locks = Exclusively,
            BuildsIndex = true,
            Confidence = Confidence.Unverified,
            Source = General,
        },
        new CostFact<CreateIndex>("ms-create-index")
        {
            Locks = On(LockTarget.Table, Shared),
            BuildsIndex = true,
            Confidence = Confidence.Documented,
            Source = IndexPage,
        },
        new CostFact<DropIndex>("ms-drop-index")
        {
            Locks = On(LockTarget.Table, SchemaModification),
            Confidence = Confidence.Documented,
            Source = Docs + "t-sql/statements/drop-index-transact-sql",
        },
        new CostFact<RenameIndex>("ms-rename-index") { Locks = On(LockTarget.Table, SchemaModification), Confidence = Confidence.Unverified, Source = General },
        new CostFact<AlterIndex>("ms-rebuild-index-resumable")
        {
            Editions = SqlServerEditions.Full,
            From = 2017,
            When = (alter, _) => alter is { Change: IndexChange.Rebuild, Options: { Online: true, Resumable: true } },
            Locks = On(LockTarget.Table, IntentShared),
            BuildsIndex = true,
            Transaction = TransactionRule.Forbidden,
            Confidence = Confidence.Documented,
            Source = Docs + "t-sql/statements/alter-index-transact-sql",
        },
        new CostFact<AlterIndex>("ms-rebuild-index-online")
        {
            Editions = SqlServerEditions.Full,
            When = (alter, _) => alter is { Change: IndexChange.Rebuild, Options.Online: true },
            Locks = On(LockTarget.Table, IntentShared),
            BuildsIndex = true,
            Confidence = Confidence.Documented,
            Source = OnlineIndex,
        },
        new CostFact<AlterIndex>("ms-rebuild-index")
        {
            When = (alter, _) => alter.Change == IndexChange.Rebuild,
            Locks = Exclusively,
            BuildsIndex = true,
            Confidence = Confidence.Documented,
            Source = OnlineIndex,
        },
        new CostFact<AlterIndex>("ms-reorganize-index")
        {
            When = (alter, _) => alter.Change == IndexChange.Reorganize,
            Locks = On(LockTarget.Table, IntentExclusive),
            Confidence = Confidence.Documented,
            Source = Docs + "t-sql/statements/alter-index-transact-sql",
        },
        new CostFact<AlterIndex>("ms-disable-index") { When = (alter, _) => alter.Change == IndexChange.Disable, Locks = Exclusively, Confidence = Confidence.Unverified, Source = General },
        new CostFact<AlterIndex>("ms-alter-index")
        {
            Locks = On(LockTarget.Table, SchemaModification),
            Confidence = Confidence.Unverified,
            Source = General,
        },
    ];
}
