using MigrationGuard.Operations;
using static MigrationGuard.Sql.PostgreSql.NameWriter;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Operations on whole tables and on partitions.</summary>
internal static class TableWriter
{
    public static string? Write(Operation operation) => operation switch
    {
        CreateTable create => CreateTableWriter.Write(create),
        DropTable drop => Words("DROP TABLE", drop.IfExists ? "IF EXISTS" : null, Name(drop.Name), drop.Cascade ? "CASCADE" : null),
        RenameTable rename => Alter(rename.Name, $"RENAME TO {Name(rename.NewName)}"),
        MoveTable move => Alter(move.Name, $"SET SCHEMA {Name(move.NewSchema)}"),
        SetTableLogging set => Alter(set.Name, set.Logged ? "SET LOGGED" : "SET UNLOGGED"),
        SetTableOption set => Alter(set.Name, set.Option),
        MoveTableStorage move => Alter(move.Name, $"SET {move.Destination}"),
        ChangeInheritance change => Alter(change.Name, $"{(change.Inherit ? "INHERIT" : "NO INHERIT")} {Name(change.Parent)}"),
        RewriteTable { Kind: RewriteKind.Cluster } cluster => Words("CLUSTER", OptionalName(cluster.Name)),
        RewriteTable { Kind: RewriteKind.VacuumFull } vacuum => Words("VACUUM (FULL)", OptionalName(vacuum.Name)),
        MaintainTable maintain => Words(maintain.Command, OptionalName(maintain.Name)),
        LockTable take => $"LOCK TABLE {Names(take.Tables)} IN {take.Mode} MODE",
        AttachPartition { IsIndex: true } attach => $"ALTER INDEX {Name(attach.Parent)} ATTACH PARTITION {Name(attach.Partition)}",
        AttachPartition attach => Alter(attach.Parent, Words("ATTACH PARTITION", Name(attach.Partition), attach.Bounds)),
        DetachPartition detach => Alter(detach.Parent, Words("DETACH PARTITION", Name(detach.Partition), DetachMode(detach))),
        _ => null,
    };

    /// <summary><c>ALTER TABLE name change</c></summary>
    public static string Alter(ObjectName table, string change) => $"ALTER TABLE {Name(table)} {change}";

    private static string? OptionalName(ObjectName? name) => name is { } given ? Name(given) : null;

    private static string? DetachMode(DetachPartition detach) => detach.Finalize ? "FINALIZE" : detach.Concurrently ? "CONCURRENTLY" : null;
}
