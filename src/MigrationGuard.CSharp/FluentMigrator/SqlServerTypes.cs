using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>The types of FluentMigrator's SqlServer2008TypeMap.</summary>
internal static class SqlServerTypes
{
    private const int LongestAnsi = 8000;
    private const int LongestUnicode = 4000;

    /// <summary>The type of an <c>As…</c> link; null when there is none.</summary>
    public static string? Of(Link link) => link.Name switch
    {
        "AsString" => Sized("NVARCHAR", link, LongestUnicode, "255"),
        "AsAnsiString" => Sized("VARCHAR", link, LongestAnsi, "255"),
        "AsFixedLengthString" => Sized("NCHAR", link, int.MaxValue, "255"),
        "AsFixedLengthAnsiString" => Sized("CHAR", link, int.MaxValue, "255"),
        "AsBinary" => Sized("VARBINARY", link, LongestAnsi, "8000"),
        "AsBoolean" => "BIT",
        "AsByte" => "TINYINT",
        "AsInt16" => "SMALLINT",
        "AsInt32" => "INT",
        "AsInt64" => "BIGINT",
        "AsCurrency" => "MONEY",
        "AsDecimal" => link.Arguments.Count < 2 ? "DECIMAL(19,5)" : $"DECIMAL({ColumnSize.Of(link)},{ColumnSize.Scale(link)})",
        "AsDouble" => "DOUBLE PRECISION",
        "AsFloat" => "REAL",
        "AsDate" => "DATE",
        "AsDateTime" => "DATETIME",
        "AsDateTime2" => "DATETIME2",
        "AsDateTimeOffset" => ColumnSize.Of(link) is { } precision ? $"DATETIMEOFFSET({precision})" : "DATETIMEOFFSET",
        "AsTime" => "TIME",
        "AsGuid" => "UNIQUEIDENTIFIER",
        "AsXml" when link.Arguments.Count == 0 => "XML",
        _ => null,
    };

    private static string Sized(string type, Link link, int longest, string normal)
        => ColumnSize.Of(link) is not { } size ? $"{type}({normal})" : size.Number > longest ? $"{type}(MAX)" : $"{type}({size})";
}
