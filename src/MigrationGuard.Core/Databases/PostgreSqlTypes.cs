using MigrationGuard.Operations;

namespace MigrationGuard.Databases;

/// <summary>What is known of PostgreSQL's own types, named as <c>format_type</c> names them.</summary>
internal static class PostgreSqlTypes
{
    private static readonly string[] Integers = ["smallint", "integer", "bigint"];

    private static readonly HashSet<string> WithoutEquality = new(StringComparer.Ordinal)
    {
        "json", "xml", "point", "polygon", "txid_snapshot", "pg_snapshot",
    };

    public static bool IsSerial(DataType? type)
        => type is { ArrayDimensions: 0, Schema: null, Name: "serial" or "bigserial" or "smallserial" or "serial2" or "serial4" or "serial8" };

    public static bool HasEquality(DataType type) => !WithoutEquality.Contains(type.Name);

    public static bool IsUnbounded(DataType type) => type.ArrayDimensions > 0 || type.Name switch
    {
        "text" or "bytea" or "json" or "jsonb" or "xml" or "citext" => true,
        "character varying" or "bit varying" => type.Arguments.Count == 0,
        _ => false,
    };

    public static bool IsString(string name) => name is "text" or "character varying" or "character" or "citext" or "name";

    /// <summary>The place among the integer types, or -1.</summary>
    public static int IntegerSize(string name) => Array.IndexOf(Integers, name);

    public static bool IsTimeLike(string name)
        => name is "timestamp without time zone" or "timestamp with time zone" or "time without time zone" or "time with time zone" or "interval";
}
