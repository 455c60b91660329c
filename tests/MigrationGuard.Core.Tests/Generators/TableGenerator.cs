using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Generators;

/// <summary>PostgreSQL operations on tables and partitions.</summary>
internal static class TableGenerator
{
    private static readonly Gen<string> Bounds = Generate.Pick(
        "FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')", "FOR VALUES IN ('a', 'b')", "FOR VALUES WITH (MODULUS 4, REMAINDER 0)", "DEFAULT");

    private static readonly Gen<string?> PartitionBy = Generate.Maybe(Generate.Words("RANGE (created_at)|LIST (status)|HASH (id, lower(name))"));

    private static readonly Gen<string?> Options = Generate.Maybe(Generate.Words("WITH (fillfactor=70)|TABLESPACE fast|WITH (autovacuum_enabled = false) TABLESPACE fast"));

    private static readonly Gen<(bool Temporary, bool Unlogged)> Persistence = Generate.Pick((false, false), (false, false), (true, false), (false, true));

    private static readonly Gen<CreateTable> WithColumns =
        from name in NameGenerator.TableName
        from columns in Generate.List(ColumnDefinitionGenerator.Any, 0, 5)
        from constraints in Generate.List(ConstraintDefinitionGenerator.InTable, 0, 3)
        from persistence in Persistence
        from ifNotExists in Generate.Rarely
        from inherits in Generate.List(NameGenerator.TableName, 0, 1)
        from like in Generate.List(NameGenerator.TableName, 0, 1)
        from likeOptions in Generate.Maybe(Generate.Words("INCLUDING ALL|INCLUDING DEFAULTS EXCLUDING INDEXES"))
        from partitionBy in PartitionBy
        from options in Options
        select new CreateTable(name, columns, constraints)
        {
            Temporary = persistence.Temporary,
            Unlogged = persistence.Unlogged,
            IfNotExists = ifNotExists,
            Inherits = partitionBy is null ? inherits : default,
            Like = like,
            LikeOptions = like.Count == 0 ? null : likeOptions,
            PartitionBy = partitionBy,
            Options = options,
        };

    private static readonly Gen<CreateTable> AsPartition =
        from name in NameGenerator.TableName
        from parent in NameGenerator.TableName
        from columns in Generate.List(NameGenerator.Column.Select(column => new ColumnDefinition(column, null) { Nullable = false }), 0, 1)
        from constraints in Generate.List(ConstraintDefinitionGenerator.InTable, 0, 2)
        from bounds in Bounds
        from partitionBy in PartitionBy
        from options in Options
        select new CreateTable(name, columns, constraints) { PartitionOf = parent, PartitionBounds = bounds, PartitionBy = partitionBy, Options = options };

    private static readonly Gen<CreateTable> AsQuery =
        from name in NameGenerator.TableName
        from columns in Generate.List(NameGenerator.Column.Select(column => new ColumnDefinition(column, null)), 0, 2)
        from persistence in Persistence
        from options in Options
        from query in Generate.Pick("SELECT * FROM users WHERE id > 0", "SELECT id, email FROM users WITH NO DATA", "VALUES (1, 'a'), (2, 'b')", "TABLE users")
        select new CreateTable(name, columns, default)
        {
            Temporary = persistence.Temporary,
            Unlogged = persistence.Unlogged,
            Options = options,
            AsQuery = ExpressionGenerator.Text(query),
        };

    private static readonly Gen<DropTable> Drop =
        from name in NameGenerator.TableName
        from ifExists in Generate.Either
        from cascade in Generate.Rarely
        select new DropTable(name) { IfExists = ifExists, Cascade = cascade };

    private static readonly Gen<AttachPartition> Attach =
        from parent in NameGenerator.TableName
        from partition in NameGenerator.TableName
        from bounds in Bounds
        from isIndex in Generate.Rarely
        select new AttachPartition(parent, partition, isIndex ? "" : bounds) { IsIndex = isIndex };

    private static readonly Gen<DetachPartition> Detach =
        from parent in NameGenerator.TableName
        from partition in NameGenerator.TableName
        from mode in Gen.Choose(0, 2)
        select new DetachPartition(parent, partition) { Concurrently = mode == 1, Finalize = mode == 2 };

    public static Gen<Operation> Create { get; } = Generate.AnyOf(
        Generate.Plain(WithColumns),
        Generate.Plain(WithColumns),
        Generate.Plain(AsPartition),
        Generate.Plain(AsQuery));

    public static Gen<Operation> Any { get; } = Generate.AnyOf(
        Create,
        Create,
        Create,
        Generate.Plain(Drop),
        Generate.Plain(Attach),
        Generate.Plain(Detach),
        NameGenerator.TableName.SelectMany(name => NameGenerator.Table.Select(Operation (other) => new RenameTable(name, other))),
        NameGenerator.TableName.SelectMany(name => NameGenerator.Schema.Select(Operation (other) => new MoveTable(name, other))),
        NameGenerator.TableName.SelectMany(name => Generate.Either.Select(Operation (logged) => new SetTableLogging(name, logged))),
        NameGenerator.TableName.SelectMany(Settings),
        NameGenerator.TableName.SelectMany(Maintenance));

    private static Gen<Operation> Settings(ObjectName name) => Generate.AnyOf(
        Generate.Words("SET (fillfactor = 70)|RESET (fillfactor)|REPLICA IDENTITY FULL|REPLICA IDENTITY USING INDEX ix|CLUSTER ON ix|SET WITHOUT CLUSTER")
            .Select(Operation (option) => new SetTableOption(name, option)),
        Generate.Words("TABLESPACE fast|ACCESS METHOD heap").Select(Operation (place) => new MoveTableStorage(name, place)),
        NameGenerator.TableName.SelectMany(parent => Generate.Either.Select(Operation (inherit) => new ChangeInheritance(name, parent, inherit))));

    private static Gen<Operation> Maintenance(ObjectName name) => Generate.AnyOf(
        from kind in Generate.Pick(RewriteKind.Cluster, RewriteKind.VacuumFull)
        from table in Generate.MaybeValue(Gen.Constant(name))
        select (Operation)new RewriteTable(kind, table),
        from command in Generate.Words("ANALYZE|VACUUM|VACUUM (ANALYZE)")
        from table in Generate.MaybeValue(Gen.Constant(name))
        select (Operation)new MaintainTable(command, table),
        from tables in Generate.List(NameGenerator.TableName, 1, 3)
        from mode in Generate.Words("ACCESS EXCLUSIVE|SHARE ROW EXCLUSIVE|ROW EXCLUSIVE|SHARE|ACCESS SHARE")
        select (Operation)new LockTable(tables, mode));
}
