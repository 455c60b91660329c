using System.Globalization;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>The type that Npgsql gives a column by its CLR type. Source: NpgsqlTypeMappingSource.cs, v10.</summary>
internal static class NpgsqlTypes
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["bool"] = "boolean", ["Boolean"] = "boolean", ["Guid"] = "uuid", ["byte"] = "smallint", ["Byte"] = "smallint", ["sbyte"] = "smallint", ["SByte"] = "smallint",
        ["short"] = "smallint", ["Int16"] = "smallint", ["ushort"] = "integer", ["UInt16"] = "integer", ["int"] = "integer", ["Int32"] = "integer", ["uint"] = "bigint", ["UInt32"] = "bigint",
        ["long"] = "bigint", ["Int64"] = "bigint", ["ulong"] = "numeric(20,0)", ["UInt64"] = "numeric(20,0)", ["float"] = "real", ["Single"] = "real", ["double"] = "double precision",
        ["Double"] = "double precision", ["decimal"] = "numeric", ["Decimal"] = "numeric", ["BigInteger"] = "numeric", ["string"] = "text", ["String"] = "text", ["char"] = "character(1)",
        ["Char"] = "character(1)", ["DateTime"] = "timestamp with time zone", ["DateTimeOffset"] = "timestamp with time zone", ["DateOnly"] = "date", ["TimeOnly"] = "time without time zone",
        ["TimeSpan"] = "interval", ["byte[]"] = "bytea", ["Byte[]"] = "bytea", ["JsonDocument"] = "jsonb", ["JsonElement"] = "jsonb", ["PhysicalAddress"] = "macaddr", ["IPAddress"] = "inet",
        ["NpgsqlInet"] = "inet", ["NpgsqlCidr"] = "cidr", ["IPNetwork"] = "cidr", ["BitArray"] = "bit varying", ["Dictionary<string, string>"] = "hstore",
        ["ImmutableDictionary<string, string>"] = "hstore", ["NpgsqlTid"] = "tid", ["NpgsqlLogSequenceNumber"] = "pg_lsn", ["NpgsqlPoint"] = "point", ["NpgsqlBox"] = "box",
        ["NpgsqlLine"] = "line", ["NpgsqlLSeg"] = "lseg", ["NpgsqlPath"] = "path", ["NpgsqlPolygon"] = "polygon", ["NpgsqlCircle"] = "circle", ["NpgsqlCube"] = "cube",
        ["NpgsqlRange<int>"] = "int4range", ["NpgsqlRange<long>"] = "int8range", ["NpgsqlRange<decimal>"] = "numrange", ["NpgsqlRange<DateTime>"] = "tstzrange",
        ["NpgsqlRange<DateTimeOffset>"] = "tstzrange", ["NpgsqlRange<DateOnly>"] = "daterange", ["NpgsqlTsQuery"] = "tsquery", ["NpgsqlTsVector"] = "tsvector", ["LTree"] = "ltree",
        ["Instant"] = "timestamp with time zone", ["LocalDateTime"] = "timestamp without time zone", ["LocalDate"] = "date", ["LocalTime"] = "time without time zone",
    };

    /// <summary>The type; a placeholder for a CLR type that is not known.</summary>
    public static string Of(EfColumn column)
    {
        var clr = Simple(column.ClrType ?? "");
        if (clr is "string" or "String")
        {
            return column.MaxLength is { } length ? $"{(column.FixedLength == true ? "character" : "character varying")}({Number(length)})" : "text";
        }

        if (column.RowVersion && clr is "uint" or "UInt32")
        {
            return "xid";
        }

        return (clr, column.Precision) switch
        {
            ("decimal" or "Decimal", { } digits) => column.Scale is { } scale ? $"numeric({Number(digits)},{Number(scale)})" : $"numeric({Number(digits)})",
            ("DateTime" or "DateTimeOffset", { } digits) => $"timestamp({Number(digits)}) with time zone",
            ("TimeOnly", { } digits) => $"time({Number(digits)}) without time zone",
            ("TimeSpan", { } digits) => $"interval({Number(digits)})",
            ("BitArray", _) when column.MaxLength is { } length => $"{(column.FixedLength == true ? "bit" : "bit varying")}({Number(length)})",
            _ => Types.TryGetValue(clr, out var type) ? type : Collection(clr),
        };
    }

    private static string Collection(string clr)
    {
        var element = clr.EndsWith("[]", StringComparison.Ordinal) ? clr.Substring(0, clr.Length - 2)
            : clr.StartsWith("List<", StringComparison.Ordinal) && clr.EndsWith(">", StringComparison.Ordinal) ? clr.Substring(5, clr.Length - 6)
            : null;
        return element is null ? Operations.ObjectName.Placeholder(Letters(clr)) : Of(new EfColumn("") { ClrType = element.TrimEnd('?') }) + "[]";
    }

    /// <summary>The name without namespaces.</summary>
    internal static string Simple(string clr)
    {
        var generic = clr.IndexOf('<');
        var dot = generic < 0 ? clr.LastIndexOf('.') : clr.LastIndexOf('.', generic);
        return dot < 0 ? clr : clr.Substring(dot + 1);
    }

    /// <summary>What of a name can stand in a placeholder without quotes.</summary>
    internal static string Letters(string clr) => new([.. clr.Select(c => char.IsLetterOrDigit(c) ? c : '_')]);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
