using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Operations;
using MigrationGuard.Tests.Generators;

namespace MigrationGuard.Tests.Sql.TSql.Generators;

/// <summary>Operations on indexes that T-SQL can say.</summary>
internal static class TSqlIndexes
{
    public static Gen<LowPriorityWait?> Wait { get; } = Generate.Maybe(
        from minutes in Gen.Choose(0, 90)
        from abort in Generate.Pick(AbortAfterWait.None, AbortAfterWait.Self, AbortAfterWait.Blockers)
        select new LowPriorityWait(minutes, abort));

    public static Gen<IndexOptions> Options { get; } =
        from online in Generate.Either
        from wait in Wait
        from resumable in Generate.Rarely
        from existing in Generate.Rarely
        from compression in Generate.Maybe(Generate.Words("PAGE|NONE|ROW ON PARTITIONS (1 TO 3)"))
        from other in Generate.Maybe(Generate.Words("FILLFACTOR = 80|SORT_IN_TEMPDB = ON, MAXDOP = 2|MAX_DURATION = 240 MINUTES"))
        select new IndexOptions
        {
            Online = online,
            LowPriority = online ? wait : null,
            Resumable = resumable,
            DropExisting = existing,
            DataCompression = compression,
            Other = other,
        };

    public static Gen<IndexOptions> Rebuild { get; } =
        from options in Options
        from partition in Generate.Rarely
        select options with { DropExisting = false, Other = partition ? "PARTITION = 5" + (options.Other is null ? "" : ", " + options.Other) : options.Other };

    private static readonly Gen<IndexKey> Key =
        from column in NameGenerator.Column
        from order in Generate.Maybe(Generate.Words("ASC|DESC"))
        select new IndexKey(column, null) { Options = order };

    private static readonly Gen<CreateIndex> Ordinary =
        from name in NameGenerator.Index
        from table in NameGenerator.TableName
        from keys in Generate.List(Key, 1, 3)
        from unique in Generate.Either
        from clustered in Generate.Rarely
        from include in NameGenerator.NoColumnsOrSome
        from filter in Generate.Maybe(TSqlExpressions.Filter)
        from options in Options
        from storage in Generate.Maybe(Generate.Words("ON [PRIMARY]|ON ps(created_at)"))
        from ifNotExists in Generate.Rarely
        select new CreateIndex(name, table, keys)
        {
            Unique = unique,
            Kind = clustered ? IndexKind.Clustered : IndexKind.Ordinary,
            Include = include,
            Where = filter,
            Options = options,
            Storage = storage,
            IfNotExists = ifNotExists,
        };

    private static readonly Gen<CreateIndex> Columnstore =
        from name in NameGenerator.Index
        from table in NameGenerator.TableName
        from keys in Generate.List(NameGenerator.Column.Select(column => new IndexKey(column, null)), 0, 2)
        select new CreateIndex(name, table, keys) { Kind = IndexKind.Columnstore };

    private static readonly Gen<CreateIndex> Special =
        from index in Generate.Pick(
            new CreateIndex("ix", "docs", new IndexKey[] { new("body", null) }) { Method = "primary xml" },
            new CreateIndex("ix_path", "docs", new IndexKey[] { new("body", null) }) { Method = "xml", Storage = "USING XML INDEX ix FOR PATH" },
            new CreateIndex("sp", "places", new IndexKey[] { new("spot", null) }) { Method = "spatial", Storage = "USING GEOGRAPHY_AUTO_GRID WITH (CELLS_PER_OBJECT = 12)" },
            new CreateIndex(null, "docs", new IndexKey[] { new("body", null) { Options = "LANGUAGE 1033" } }) { Method = "fulltext", Storage = "KEY INDEX pk_docs ON catalog" })
        select index with { Kind = IndexKind.Special };

    public static Gen<Operation> Any { get; } = Gen.OneOf(
        Generate.Plain(Ordinary),
        Generate.Plain(Columnstore),
        Generate.Plain(Special),
        Generate.Plain(
            from name in NameGenerator.Index
            from table in NameGenerator.TableName
            from ifExists in Generate.Either
            from online in Generate.Rarely
            select new DropIndex(name) { On = table, IfExists = ifExists, Options = IndexOptions.None with { Online = online } }),
        Generate.Plain(from name in NameGenerator.Index from table in NameGenerator.TableName from to in NameGenerator.Index select new RenameIndex(name, to) { On = table }),
        Generate.Plain(from table in NameGenerator.TableName from options in Rebuild select new AlterIndex("ALL", IndexChange.Rebuild) { On = table, Options = options }),
        Generate.Plain(
            from name in NameGenerator.Index
            from table in NameGenerator.TableName
            from change in Generate.Pick<(IndexChange Change, string? Other)>(
                (IndexChange.Disable, null),
                (IndexChange.Reorganize, null),
                (IndexChange.Reorganize, "WITH (LOB_COMPACTION = ON)"),
                (IndexChange.ResumableControl, "PAUSE"),
                (IndexChange.ResumableControl, "RESUME WITH (MAX_DURATION = 10 MINUTES)"),
                (IndexChange.Options, "SET (ALLOW_PAGE_LOCKS = OFF)"))
            select new AlterIndex(name, change.Change) { On = table, Options = IndexOptions.None with { Other = change.Other } }));
}
