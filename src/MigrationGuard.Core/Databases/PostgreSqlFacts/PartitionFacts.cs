using MigrationGuard.Operations;
using MigrationGuard.Simulation;
using static MigrationGuard.Databases.PostgreSqlFacts.Rows;
using static MigrationGuard.Databases.PostgreSqlLocks;

namespace MigrationGuard.Databases.PostgreSqlFacts;

/// <summary>Partitions.</summary>
internal static class PartitionFacts
{
    private static readonly FactLock[] Attached = [new(LockTarget.Parents, ShareUpdateExclusive), new(LockTarget.Partition, AccessExclusive)];

    public static IReadOnlyList<CostFact> All { get; } =
    [
        new CostFact<AttachPartition>("pg-attach-index") { When = (attach, _) => attach.IsIndex, Locks = Attached, Source = Measured },
        new CostFact<AttachPartition>("pg-attach-partition-proved")
        {
            When = (attach, before) => before.IsProvedWithin(attach.Partition, attach.Bounds),
            Locks = Attached,
            Source = Measured,
        },
        new CostFact<AttachPartition>("pg-attach-partition") { Locks = Attached, Scan = ScanKind.Table, Source = Measured },
        new CostFact<AttachPartition>("pg-attach-partition-default-proved")
        {
            Adds = true,
            When = (attach, before) => HasDefault(attach, before) && IsDefaultProved(attach, before),
            Locks = On(LockTarget.DefaultPartition, AccessExclusive),
            Source = Measured,
        },
        new CostFact<AttachPartition>("pg-attach-partition-default")
        {
            Adds = true,
            When = (attach, before) => HasDefault(attach, before) && !IsDefaultProved(attach, before),
            Locks = On(LockTarget.DefaultPartition, AccessExclusive),
            Scan = ScanKind.OtherTable,
            Source = Measured,
        },
        new CostFact<AttachPartition>("pg-attach-partition-references")
        {
            Adds = true,
            When = (attach, before) => !attach.IsIndex && ForeignKeys.Referenced(attach, before).Count > 0,
            Locks = On(LockTarget.Referenced, ShareRowExclusive),
            Scan = ScanKind.BothTables,
            Source = Measured,
        },
        new CostFact<DetachPartition>("pg-detach-concurrently")
        {
            From = 14,
            When = (detach, _) => detach.Concurrently,
            Locks = On(LockTarget.Parents, ShareUpdateExclusive).And(LockTarget.Partition, AccessExclusive),
            Transaction = TransactionRule.Forbidden,
            Source = Measured,
        },
        new CostFact<DetachPartition>("pg-detach-finalize")
        {
            From = 14,
            When = (detach, _) => detach.Finalize,
            Locks = On(LockTarget.Parents, ShareUpdateExclusive).And(LockTarget.Partition, AccessExclusive),
            Source = Manual + "sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION",
        },
        new CostFact<DetachPartition>("pg-detach")
        {
            Locks = On(LockTarget.Parents, AccessExclusive).And(LockTarget.Partition, AccessExclusive).And(LockTarget.DefaultPartition, AccessExclusive),
            Source = Measured,
        },
        new CostFact<DetachPartition>("pg-detach-references")
        {
            Adds = true,
            When = (detach, before) => ForeignKeys.Referenced(detach, before).Count > 0,
            Locks = On(LockTarget.Referenced, ShareRowExclusive),
            Source = Measured,
        },
    ];

    private static bool HasDefault(AttachPartition attach, SimulationState before) => !attach.IsIndex && Partitions.Default(attach, before) is not null;

    private static bool IsDefaultProved(AttachPartition attach, SimulationState before)
        => Partitions.Default(attach, before) is { } partition && before.IsProvedWithin(partition, attach.Bounds);
}
