using System.Globalization;
using MigrationGuard.CSharp.Reading;
using MigrationGuard.Operations;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>Create.Index.</summary>
internal static class IndexCalls
{
    /// <summary>The name that is said, else the one of FluentMigrator's convention.</summary>
    public static string NameOf(IndexCreation index) => index.Name is { Length: > 0 } name ? name : NameOf(index.Table, index.Keys.Select(static key => key.Column));

    /// <summary>The name of FluentMigrator's convention.</summary>
    public static string NameOf(ObjectName table, IEnumerable<string> columns) => $"IX_{table.Name}_{string.Join("_", columns)}";

    public static bool Create(FluentCall call, Link what)
    {
        var index = new IndexCreation(what, Values.First(what));
        call.Expressions.Add(index);
        while (call.Take() is { } link)
        {
            if (!ReadTable(link, index) && !ReadKey(call, link, index) && !ReadOption(call, link, index) && !ReadPostgres(link, index))
            {
                call.Unknown(link);
            }
        }

        return call.SendAll();
    }

    private static bool ReadTable(Link link, IndexCreation index)
    {
        switch (link.Name)
        {
            case "OnTable":
                index.Table = new ObjectName(index.Table.Schema, Values.Name(link));
                return true;
            case "InSchema":
                index.Table = new ObjectName(Values.Name(link), index.Table.Name);
                return true;
            case "OnColumn":
                index.Keys.Add(new FluentKey(Values.Name(link)));
                return true;
            default:
                return link.Name == "WithOptions";
        }
    }

    private static bool ReadKey(FluentCall call, Link link, IndexCreation index)
    {
        var key = index.Keys.LastOrDefault();
        switch (link.Name)
        {
            case "Ascending" or "Descending" when key is not null:
                key.Descending = link.Name == "Descending";
                return true;
            case "NullsFirst" or "NullsLast" when key is not null:
                key.Nulls = link.Name == "NullsFirst" ? "FIRST" : "LAST";
                return true;
            // The extension sets it on the index, where the generator does not look.
            case "Nulls":
                return true;
            case "NullsDistinct" or "NullsNotDistinct" when key is not null:
                key.NullsDistinct = call.IgnoresExtensions(call.Generator.Extensions) ? null : link.Name == "NullsDistinct" && Values.Flag(link);
                return true;
            default:
                return false;
        }
    }

    private static bool ReadOption(FluentCall call, Link link, IndexCreation index)
    {
        switch (link.Name)
        {
            case "Unique":
                index.Unique = true;
                return true;
            case "UniqueNullsDistinct" or "UniqueNullsNotDistinct":
                index.Unique = true;
                index.NullsDistinct = call.IgnoresExtensions(call.Generator.Extensions) ? null : link.Name == "UniqueNullsDistinct" && Values.Flag(link);
                return true;
            case "Clustered" or "NonClustered":
                index.Clustered = link.Name == "Clustered";
                return true;
            case "Include":
                index.Include.AddRange(call.IgnoresExtensions(call.Generator.Extensions) ? [] : Values.Names(link));
                return true;
            case "Filter":
                index.Filter = call.IgnoresExtensions(call.Generator.Extensions) ? null : Values.First(link);
                return true;
            case "Online":
                index.Online = Values.Flag(link);
                return true;
            case "WithDataCompression":
                index.Compression = Values.Member(link.Arguments.Of("dataCompressionType", 0));
                return true;
            default:
                return false;
        }
    }

    private static bool ReadPostgres(Link link, IndexCreation index)
    {
        switch (link.Name)
        {
            case "AsConcurrently":
                index.Concurrently = Values.Flag(link);
                return true;
            case "AsOnly":
                index.Only = Values.Flag(link);
                return true;
            case "Using":
                index.Method = MethodOf(Values.Member(link.Arguments.Of("algorithm", 0)));
                return true;
            case "UsingBTree" or "UsingHash" or "UsingGist" or "UsingSpgist" or "UsingGin" or "UsingBrin":
                index.Method = MethodOf(link.Name.Substring("Using".Length));
                return true;
            case "Tablespace":
                index.Tablespace = Values.First(link);
                return true;
            default:
                return StorageOf(link) is var (order, text) && Store(index, order, text);
        }
    }

    private static bool Store(IndexCreation index, int order, string text)
    {
        index.Storage[order] = text;
        return order >= 0;
    }

    private static string? MethodOf(string? algorithm) => algorithm is null or "BTree" ? null : algorithm.ToUpperInvariant();

    // In the order in which the generator writes them.
    private static (int Order, string Text)? StorageOf(Link link) => link.Name switch
    {
        "Fillfactor" => (0, "FILLFACTOR = " + Values.Name(link)),
        "FastUpdate" => (1, "FASTUPDATE = " + OnOff(Values.Flag(link))),
        "DisableFastUpdate" => (1, "FASTUPDATE = OFF"),
        "Buffering" => (2, "BUFFERING = " + (Values.Member(link.Arguments.Of("buffering", 0)) ?? "Auto").ToUpperInvariant()),
        "PendingListLimit" => (3, "GIN_PENDING_LIST_LIMIT = " + Values.Name(link)),
        "PagesPerRange" => (4, "PAGES_PER_RANGE = " + Values.Name(link)),
        "Autosummarize" => (5, "AUTOSUMMARIZE = " + OnOff(Values.Flag(link))),
        "DisableAutosummarize" => (5, "AUTOSUMMARIZE = OFF"),
        "VacuumCleanupIndexScaleFactor" => (6, "VACUUM_CLEANUP_INDEX_SCALE_FACTOR = " + Values.Name(link)),
        _ => null,
    };

    private static string OnOff(bool on) => on ? "ON" : "OFF";
}
