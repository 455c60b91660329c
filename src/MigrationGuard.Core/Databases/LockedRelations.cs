using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Databases;

/// <summary>Finds the relations that a fact speaks of.</summary>
internal static class LockedRelations
{
    public static IReadOnlyList<ObjectName> Of(LockTarget target, Operation operation, SimulationState before) => target switch
    {
        LockTarget.Table => One(operation.Table),
        LockTarget.Tree => Tree(operation.Table, before),
        LockTarget.Partitions => WithPartitions(operation.Table, before),
        LockTarget.Named => One(Named(operation)),
        LockTarget.Listed => Listed(operation, before),
        LockTarget.IndexedTable => WithPartitions(IndexedTable(operation, before), before),
        LockTarget.Referenced => ForeignKeys.Referenced(operation, before),
        LockTarget.Referencing => ForeignKeys.Referencing(operation, before),
        LockTarget.Parents => Parents(operation, before),
        LockTarget.Partition => Partition(operation, before),
        LockTarget.DefaultPartition => One(Partitions.Default(operation, before)),
        LockTarget.TypeUsers => TypeUsers(operation, before),
        LockTarget.Sources => operation switch
        {
            CreateTable create => create.Like,
            CreateView create => create.Sources,
            _ => [],
        },
        _ => Everything(operation, before),
    };

    private static IReadOnlyList<ObjectName> One(ObjectName? name) => name is { } found ? [found] : [];

    private static IReadOnlyList<ObjectName> Tree(ObjectName? root, SimulationState before)
    {
        if (root is not { } name || before.Schema.Find(name) is not { Children.Count: > 0 })
        {
            return One(root);
        }

        var tree = new List<ObjectName> { name };
        for (var i = 0; i < tree.Count; i++)
        {
            foreach (var child in before.Schema.Find(tree[i])?.Children ?? default)
            {
                if (!tree.Contains(child))
                {
                    tree.Add(child);
                }
            }
        }

        return tree;
    }

    private static IReadOnlyList<ObjectName> WithPartitions(ObjectName? table, SimulationState before)
        => table is { } name && before.Schema.Find(name) is { Partitioned: true } ? Tree(table, before) : One(table);

    private static ObjectName? Named(Operation operation) => operation switch
    {
        DropIndex drop => drop.Name,
        RenameIndex rename => rename.Name,
        Reindex reindex => reindex.Name,
        AlterIndex alter => alter.Name,
        AlterSequence alter => alter.Name,
        AlterObject alter => alter.Name,
        RenameObject rename => rename.Name,
        DropObject drop => drop.Name,
        ChangeOwner change => change.Name,
        AttachPartition attach => attach.Partition,
        _ => operation.Table,
    };

    private static List<ObjectName> Listed(Operation operation, SimulationState before)
    {
        var tables = operation switch
        {
            LockTable @lock => @lock.Tables,
            TruncateTables truncate => truncate.Tables,
            _ => default,
        };
        var all = new List<ObjectName>();
        foreach (var table in tables)
        {
            all.AddRange(Tree(table, before));
        }

        return all;
    }

    private static ObjectName? IndexedTable(Operation operation, SimulationState before)
        => operation.Table ?? (Named(operation) is { } name ? before.Schema.FindIndex(name, null)?.Of : null);

    private static IReadOnlyList<ObjectName> Parents(Operation operation, SimulationState before) => operation switch
    {
        CreateTable { PartitionOf: { } parent } => [parent],
        CreateTable create => create.Inherits,
        ChangeInheritance change => [change.Parent],
        AttachPartition attach => [attach.Parent],
        DetachPartition detach => [detach.Parent],
        DropTable drop => One(before.Schema.Find(drop.Name)?.PartitionOf),
        _ => [],
    };

    private static IReadOnlyList<ObjectName> Partition(Operation operation, SimulationState before) => operation switch
    {
        AttachPartition attach => Tree(attach.Partition, before),
        DetachPartition detach => Tree(detach.Partition, before),
        SwitchPartition @switch => [@switch.Target],
        _ => [],
    };

    private static List<ObjectName> TypeUsers(Operation operation, SimulationState before)
    {
        ObjectName? type = operation switch
        {
            AlterDomain alter => alter.Name,
            DropType drop => drop.Name,
            AlterType alter => alter.Name,
            _ => default(ObjectName?),
        };
        return type is { } name ? Matching(before, table => UsesType(table, name, before)) : [];
    }

    private static bool UsesType(Table table, ObjectName type, SimulationState before)
        => table.Kind != RelationKind.View
            && table.Columns.Exists(c => c.Type is { } used && before.Schema.Syntax.Same(new ObjectName(used.Schema, used.Name), type));

    private static List<ObjectName> Everything(Operation operation, SimulationState before)
    {
        var schema = operation switch
        {
            DropObject { Kind: ObjectKind.Schema } drop => drop.Name.Name,
            Reindex { Scope: ReindexScope.Schema } reindex => reindex.Name.Name,
            _ => null,
        };
        var syntax = before.Schema.Syntax;
        return Matching(before, table => schema is null || syntax.Same(table.Name.Schema ?? syntax.DefaultSchema, schema));
    }

    private static List<ObjectName> Matching(SimulationState before, Predicate<Table> match)
    {
        var found = new List<ObjectName>();
        foreach (var entry in before.Schema.Tables.Entries())
        {
            if (entry.Value.Existence != Existence.Absent && match(entry.Value))
            {
                found.Add(entry.Value.Name);
            }
        }

        return found;
    }
}
