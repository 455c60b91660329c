using System.Globalization;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>The type that SQL Server's provider gives a column by its CLR type. Source: SqlServerTypeMappingSource.cs, v10.0.0.</summary>
internal static class SqlServerTypes
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["bool"] = "bit", ["Boolean"] = "bit", ["Guid"] = "uniqueidentifier", ["byte"] = "tinyint", ["Byte"] = "tinyint", ["sbyte"] = "smallint", ["SByte"] = "smallint",
        ["short"] = "smallint", ["Int16"] = "smallint", ["ushort"] = "int", ["UInt16"] = "int", ["int"] = "int", ["Int32"] = "int", ["uint"] = "bigint", ["UInt32"] = "bigint",
        ["long"] = "bigint", ["Int64"] = "bigint", ["ulong"] = "decimal(20,0)", ["UInt64"] = "decimal(20,0)", ["float"] = "real", ["Single"] = "real", ["double"] = "float", ["Double"] = "float",
        ["char"] = "nvarchar(1)", ["Char"] = "nvarchar(1)", ["DateTime"] = "datetime2", ["DateTimeOffset"] = "datetimeoffset", ["DateOnly"] = "date", ["TimeOnly"] = "time", ["TimeSpan"] = "time",
        ["HierarchyId"] = "hierarchyid", ["Geometry"] = "geography", ["Point"] = "geography",
    };

    /// <summary>The type; a placeholder for a CLR type that is not known. Texts and bytes of a key or index have the longest length that an index takes.</summary>
    public static string Of(EfColumn column, bool indexed)
    {
        var clr = NpgsqlTypes.Simple(column.ClrType ?? "");
        if (column.RowVersion && clr is "byte[]" or "Byte[]" or "long" or "ulong")
        {
            return "rowversion";
        }

        return clr switch
        {
            "string" or "String" => Sized(column, column.Unicode == false ? ("char", "varchar") : ("nchar", "nvarchar"), (column.Unicode == false ? 8000 : 4000, indexed ? column.Unicode == false ? 900 : 450 : null)),
            "byte[]" or "Byte[]" => Sized(column, ("binary", "varbinary"), (8000, indexed ? 900 : null)),
            "decimal" or "Decimal" => $"decimal({Number(column.Precision ?? 18)},{Number(column.Scale ?? (column.Precision is null ? 2 : 0))})",
            "DateTime" or "DateTimeOffset" or "TimeOnly" or "TimeSpan" when column.Precision is { } digits => $"{Types[clr]}({Number(digits)})",
            _ => Types.TryGetValue(clr, out var type) ? type : Operations.ObjectName.Placeholder(NpgsqlTypes.Letters(clr)),
        };
    }

    private static string Sized(EfColumn column, (string Fixed, string Varying) names, (int Longest, int? Indexed) sizes)
    {
        var length = column.MaxLength ?? sizes.Indexed;
        return (length, column.FixedLength) switch
        {
            ({ } size, true) when size <= sizes.Longest => $"{names.Fixed}({Number(size)})",
            ({ } size, _) when size > 0 && size <= sizes.Longest => $"{names.Varying}({Number(size)})",
            _ => names.Varying + "(max)",
        };
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
