using System.Globalization;
using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>The types of FluentMigrator's PostgresTypeMap.</summary>
internal static class PostgreSqlTypes
{
    private const int LongestVarchar = 10_485_760;

    /// <summary>The type of an <c>As…</c> link; null when there is none.</summary>
    public static string? Of(Link link) => link.Name switch
    {
        "AsString" or "AsAnsiString" => ColumnSize.Of(link) is not { } size ? "text" : size.Number > LongestVarchar ? "text" : $"varchar({size})",
        "AsFixedLengthString" or "AsFixedLengthAnsiString" => $"char({ColumnSize.Of(link)?.ToString() ?? "255"})",
        "AsBinary" => "bytea",
        "AsBoolean" => "boolean",
        "AsByte" or "AsInt16" => "smallint",
        "AsInt32" => "integer",
        "AsInt64" => "bigint",
        "AsCurrency" => "money",
        "AsDecimal" => link.Arguments.Count < 2 ? "decimal(19,5)" : $"decimal({ColumnSize.Of(link)},{ColumnSize.Scale(link)})",
        "AsDouble" => "float8",
        "AsFloat" => "float4",
        "AsDate" => "date",
        "AsDateTime" or "AsDateTime2" => "timestamp",
        "AsDateTimeOffset" when link.Arguments.Count == 0 => "timestamptz",
        "AsTime" => "time",
        "AsGuid" => "uuid",
        "AsXml" when link.Arguments.Count == 0 => "xml",
        _ => null,
    };
}
