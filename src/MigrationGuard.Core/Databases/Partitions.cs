using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Databases;

/// <summary>What is known of a partitioned table.</summary>
internal static class Partitions
{
    /// <summary>The default partition that stands beside the partition of the operation, or null.</summary>
    public static ObjectName? Default(Operation operation, SimulationState before)
    {
        var (parent, partition) = operation switch
        {
            CreateTable { PartitionOf: { } of } create => (of, create.Name),
            AttachPartition attach => (attach.Parent, attach.Partition),
            DetachPartition detach => (detach.Parent, detach.Partition),
            DropTable drop when before.Schema.Find(drop.Name)?.PartitionOf is { } of => (of, drop.Name),
            _ => (default, default),
        };
        return before.Schema.Find(parent)?.DefaultChild is { } child && before.Schema.Find(child) is { DefaultPartition: true, PartitionOf: not null } found && found.Name != partition
            ? child
            : default(ObjectName?);
    }
}
