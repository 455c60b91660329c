using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules;

/// <summary>The index of a partitioned table, built partition by partition while writes go on.</summary>
internal static class PartitionedIndex
{
    /// <summary>Whether the table is partitioned and the server builds no index of all partitions online.</summary>
    public static bool IsNeeded(CreateIndex operation, StepContext step)
        => !operation.Only && !step.Database.HasOnlineIndexOnPartitioned && step.Before.Schema.Find(operation.Of) is { Partitioned: true };

    /// <summary>The statements: the index of the parent alone, then one build and one ATTACH for each known partition.</summary>
    public static string Plan(CreateIndex operation, StepContext step)
    {
        var parent = operation.Name ?? operation.Of.Name + "_idx";
        var lines = new List<string> { step.Sql(operation with { Name = parent, Concurrently = false, Only = true }) + ";" };
        foreach (var partition in step.Before.Schema.Find(operation.Of)?.Children ?? default)
        {
            var name = partition.Name + "_" + parent;
            lines.Add(step.Sql(operation with { Name = name, Of = partition, Concurrently = true }) + ";");
            lines.Add(step.Sql(new AttachPartition(new ObjectName(operation.Of.Schema, parent), new ObjectName(partition.Schema, name), "") { IsIndex = true }) + ";");
        }

        return string.Join("\n", lines);
    }
}
