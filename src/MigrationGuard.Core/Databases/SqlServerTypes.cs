using MigrationGuard.Operations;

namespace MigrationGuard.Databases;

/// <summary>What is known of SQL Server's own types (https://learn.microsoft.com/sql/t-sql/data-types/data-types-transact-sql).</summary>
internal static class SqlServerTypes
{
    private static readonly string[] Integers = ["tinyint", "smallint", "int", "bigint"];

    public static int IntegerSize(string name) => Array.FindIndex(Integers, i => Same(i, name));

    public static bool IsOldLob(string name) => Lower(name) is "text" or "ntext" or "image";

    public static bool IsMax(DataType type) => type.Arguments.Count == 1 && type.Arguments[0] < 0;

    public static bool IsLob(DataType type) => IsOldLob(type.Name) || IsMax(type) || Lower(type.Name) is "xml" or "geometry" or "geography" or "json";

    /// <summary>Whether a default of a new column of the type can never be metadata only.</summary>
    public static bool RefusesOnlineDefault(DataType? type) => type is null || IsLob(type) || Lower(type.Name) is "hierarchyid";

    public static bool IsVariable(string name) => Lower(name) is "varchar" or "nvarchar" or "varbinary";

    public static bool IsUnicode(string name) => Lower(name) is "nchar" or "nvarchar" or "ntext";

    public static bool IsText(string name) => Lower(name) is "char" or "varchar" or "text" or "nchar" or "nvarchar" or "ntext";

    public static bool IsDecimal(string name) => Lower(name) is "decimal" or "numeric";

    public static int? MaximumBytes(DataType type)
    {
        var length = type.Arguments.Count > 0 ? type.Arguments[0] : 1;
        return Lower(type.Name) switch
        {
            _ when length < 0 => null,
            "char" or "varchar" or "binary" or "varbinary" => length,
            "nchar" or "nvarchar" => length * 2,
            "tinyint" or "bit" => 1,
            "smallint" => 2,
            "int" or "real" or "date" or "smalldatetime" or "smallmoney" => 4,
            "bigint" or "float" or "datetime" or "datetime2" or "money" or "rowversion" or "timestamp" => 8,
            "datetimeoffset" => 10,
            "uniqueidentifier" => 16,
            "decimal" or "numeric" => 17,
            _ => null,
        };
    }

    public static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static string Lower(string name) => name.ToLowerInvariant();
}
