using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Generators;

/// <summary>PostgreSQL operations on indexes.</summary>
internal static class IndexGenerator
{
    private static readonly Gen<string?> KeyOptions =
        Generate.Maybe(Generate.Words("DESC|ASC NULLS FIRST|text_pattern_ops|COLLATE \"C\"|jsonb_path_ops|COLLATE \"C\" text_pattern_ops DESC NULLS LAST"));

    private static readonly Gen<IndexKey> Key = Gen.Frequency(
        (3, from column in NameGenerator.Column
            from options in KeyOptions
            select new IndexKey(column, null) { Options = options }),
        (1, from expression in ExpressionGenerator.IndexKey
            from options in KeyOptions
            select new IndexKey(null, expression) { Options = options }));

    private static readonly Gen<CreateIndex> Create =
        from name in Generate.Maybe(NameGenerator.Index)
        from table in NameGenerator.TableName
        from keys in Generate.List(Key, 1, 3)
        from unique in Generate.Either
        from concurrently in Generate.Either
        from ifNotExists in Generate.Rarely
        from only in Generate.Rarely
        from nullsNotDistinct in Generate.Rarely
        from method in Generate.Maybe(Generate.Words("btree|gin|gist|brin|hash"))
        from include in NameGenerator.NoColumnsOrSome
        from condition in Generate.Maybe(ExpressionGenerator.Condition)
        from storage in Generate.Maybe(Generate.Words("WITH (fillfactor=70)|TABLESPACE fast|WITH (fastupdate = off) TABLESPACE fast"))
        select new CreateIndex(name, table, keys)
        {
            Unique = unique,
            Concurrently = concurrently,
            IfNotExists = ifNotExists && name is not null,
            Only = only,
            NullsNotDistinct = nullsNotDistinct && unique,
            Method = method,
            Include = include,
            Where = condition,
            Storage = storage,
        };

    private static readonly Gen<DropIndex> Drop =
        from name in NameGenerator.IndexName
        from concurrently in Generate.Either
        from ifExists in Generate.Either
        from cascade in Generate.Rarely
        select new DropIndex(name) { Concurrently = concurrently, IfExists = ifExists, Cascade = cascade };

    private static readonly Gen<Reindex> Reindex =
        from scope in Generate.Pick(ReindexScope.Index, ReindexScope.Table, ReindexScope.Schema, ReindexScope.Database)
        from name in NameGenerator.IndexName
        from concurrently in Generate.Either
        select new Reindex(scope, scope is ReindexScope.Schema or ReindexScope.Database ? new ObjectName(null, name.Name) : name) { Concurrently = concurrently };

    private static readonly Gen<Operation> Alter =
        from name in NameGenerator.IndexName
        from newName in NameGenerator.Index
        from change in Generate.Words("SET (fillfactor = 70)|RESET (fillfactor)|SET TABLESPACE fast")
        from operation in Generate.Pick<Operation>(
            new RenameIndex(name, newName),
            new AlterIndex(name, IndexChange.Options) { Options = new IndexOptions { Other = change } })
        select operation;

    public static Gen<Operation> Any { get; } =
        Generate.AnyOf(Generate.Plain(Create), Generate.Plain(Create), Generate.Plain(Drop), Generate.Plain(Reindex), Alter);
}
