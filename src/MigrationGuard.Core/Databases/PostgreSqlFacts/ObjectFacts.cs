using MigrationGuard.Operations;
using MigrationGuard.Simulation;
using static MigrationGuard.Databases.PostgreSqlFacts.Rows;
using static MigrationGuard.Databases.PostgreSqlLocks;

namespace MigrationGuard.Databases.PostgreSqlFacts;

/// <summary>Triggers, rules, policies, views, sequences, routines, privileges.</summary>
internal static class ObjectFacts
{
    private static readonly FactLock[] Exclusive = On(LockTarget.Table, AccessExclusive);

    public static IReadOnlyList<CostFact> All { get; } =
    [
        new CostFact<CreateTrigger>("pg-create-trigger") { Locks = On(LockTarget.Partitions, ShareRowExclusive), Source = Measured },
        new CostFact<DropTrigger>("pg-drop-trigger") { Locks = On(LockTarget.Partitions, AccessExclusive), Source = Measured },
        new CostFact<SwitchTrigger>("pg-switch-rule") { When = (@switch, _) => @switch.IsRule, Locks = Exclusive, Source = Measured },
        new CostFact<SwitchTrigger>("pg-switch-trigger") { Locks = On(LockTarget.Tree, ShareRowExclusive), Source = Measured },
        new CostFact<CreateRule>("pg-create-rule") { Locks = Exclusive, Source = Measured },
        new CostFact<DropRule>("pg-drop-rule") { Locks = Exclusive, Source = Measured },
        new CostFact<ChangeRowSecurity>("pg-row-security") { Locks = Exclusive, Source = Measured },
        new CostFact<ChangePolicy>("pg-policy") { Locks = Exclusive, Source = Measured },
        new CostFact<CreateView>("pg-replace-view")
        {
            When = (create, before) => create.Replace && before.Schema.ExistenceOf(create.Name) != Schema.Existence.Absent,
            Locks = Exclusive.And(LockTarget.Sources, AccessShare),
            Source = Measured,
        },
        new CostFact<CreateView>("pg-create-view") { Locks = On(LockTarget.Sources, AccessShare), Source = Measured },
        new CostFact<CreateRoutine>("pg-create-routine") { Source = Measured },
        new CostFact<CreateSequence>("pg-create-sequence") { Source = Measured },
        new CostFact<AlterSequence>("pg-alter-sequence") { Locks = On(LockTarget.Named, ShareRowExclusive), Source = Measured },
        new CostFact<RenameObject>("pg-rename-relation") { When = (rename, _) => IsRelation(rename.Kind), Locks = On(LockTarget.Named, AccessExclusive), Source = Measured },
        new CostFact<RenameObject>("pg-rename-database") { When = (rename, _) => rename.Kind == ObjectKind.Database, Source = Manual + "sql-alterdatabase.html" },
        new CostFact<RenameObject>("pg-rename-object") { Source = Measured },
        new CostFact<DropObject>("pg-drop-relation") { When = (drop, _) => IsRelation(drop.Kind), Locks = On(LockTarget.Named, AccessExclusive), Source = Measured },
        new CostFact<DropObject>("pg-drop-schema-cascade")
        {
            When = (drop, _) => drop is { Kind: ObjectKind.Schema, Cascade: true },
            Locks = On(LockTarget.Everything, AccessExclusive),
            Source = Measured,
        },
        new CostFact<DropObject>("pg-drop-database")
        {
            When = (drop, _) => drop.Kind == ObjectKind.Database,
            Transaction = TransactionRule.Forbidden,
            Source = Manual + "sql-dropdatabase.html",
        },
        new CostFact<DropObject>("pg-drop-object") { Source = Measured },
        new CostFact<CreateObject>("pg-create-database")
        {
            When = (create, _) => create.Kind == ObjectKind.Database,
            Transaction = TransactionRule.Forbidden,
            Source = Manual + "sql-createdatabase.html",
        },
        new CostFact<CreateObject>("pg-create-object") { Source = Measured },
        new CostFact<AlterObject>("pg-alter-relation") { When = (alter, _) => IsRelation(alter.Kind), Locks = On(LockTarget.Named, AccessExclusive), Source = Measured },
        new CostFact<AlterObject>("pg-alter-extension")
        {
            When = (alter, _) => alter.Kind == ObjectKind.Extension,
            Unknowable = true,
            Source = Manual + "sql-alterextension.html",
        },
        new CostFact<AlterObject>("pg-alter-object") { Source = Measured },
        new CostFact<Annotate>("pg-comment") { Source = Measured },
        new CostFact<Grant>("pg-grant") { Source = Measured },
        new CostFact<Revoke>("pg-revoke") { Source = Measured },
        new CostFact<ChangeOwner>("pg-change-owner") { When = IsOwnedRelation, Locks = On(LockTarget.Named, AccessExclusive), Source = Measured },
        new CostFact<ChangeOwner>("pg-change-owner-of-object") { Source = Measured },
        new CostFact<ChangeDefaultPrivileges>("pg-default-privileges") { Source = Measured },
    ];

    private static bool IsRelation(ObjectKind kind) => kind is ObjectKind.View or ObjectKind.MaterializedView or ObjectKind.Sequence;

    private static bool IsOwnedRelation(ChangeOwner change, SimulationState before)
        => change.ObjectType is "TABLE" or "VIEW" or "MATERIALIZED VIEW" or "SEQUENCE" or "FOREIGN TABLE";
}
