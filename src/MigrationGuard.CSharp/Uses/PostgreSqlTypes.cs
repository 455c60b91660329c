using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Uses;

/// <summary>
/// Which PostgreSQL type Npgsql sends. https://www.npgsql.org/doc/types/basic.html
/// What depends on the value at run time (DateTime) or on mappings (enums, classes) is not known.
/// </summary>
internal static class PostgreSqlTypes
{
    private static readonly Dictionary<string, string> ByNpgsqlDbType = new(StringComparer.Ordinal)
    {
        ["Bigint"] = "bigint", ["Boolean"] = "boolean", ["Bytea"] = "bytea", ["Char"] = "character", ["Cidr"] = "cidr", ["Citext"] = "citext", ["Date"] = "date",
        ["Double"] = "double precision", ["Hstore"] = "hstore", ["Inet"] = "inet", ["Integer"] = "integer", ["Interval"] = "interval", ["Json"] = "json", ["Jsonb"] = "jsonb",
        ["JsonPath"] = "jsonpath", ["MacAddr"] = "macaddr", ["Money"] = "money", ["Name"] = "name", ["Numeric"] = "numeric", ["Oid"] = "oid", ["Point"] = "point", ["Real"] = "real",
        ["Smallint"] = "smallint", ["Text"] = "text", ["Time"] = "time without time zone", ["TimeTz"] = "time with time zone", ["Timestamp"] = "timestamp without time zone",
        ["TimestampTz"] = "timestamp with time zone", ["TsQuery"] = "tsquery", ["TsVector"] = "tsvector", ["Uuid"] = "uuid", ["Varchar"] = "character varying", ["Xml"] = "xml",
    };

    private static readonly Dictionary<string, string> ByDbType = new(StringComparer.Ordinal)
    {
        ["AnsiString"] = "text", ["Binary"] = "bytea", ["Boolean"] = "boolean", ["Currency"] = "money", ["Date"] = "date", ["DateTime"] = "timestamp with time zone",
        ["DateTime2"] = "timestamp without time zone", ["DateTimeOffset"] = "timestamp with time zone", ["Decimal"] = "numeric", ["Double"] = "double precision", ["Guid"] = "uuid",
        ["Int16"] = "smallint", ["Int32"] = "integer", ["Int64"] = "bigint", ["Single"] = "real", ["String"] = "text", ["Time"] = "time without time zone",
    };

    private static readonly Dictionary<string, string> ByName = new(StringComparer.Ordinal)
    {
        ["System.Guid"] = "uuid", ["System.TimeSpan"] = "interval", ["System.DateTimeOffset"] = "timestamp with time zone", ["System.DateOnly"] = "date",
        ["System.TimeOnly"] = "time without time zone", ["System.Numerics.BigInteger"] = "numeric",
    };

    /// <summary>Of <c>NpgsqlDbType.Array | NpgsqlDbType.Integer</c> or <c>DbType.Int32</c>; null for anything else.</summary>
    public static string? OfEnum(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => OfEnum(parenthesized.Expression),
        BinaryExpressionSyntax { OperatorToken.Text: "|" } both => (IsArray(both.Left) ? OfEnum(both.Right) : IsArray(both.Right) ? OfEnum(both.Left) : null) is { } item ? item + "[]" : null,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access => (access.Expression.ToString() switch
        {
            "NpgsqlDbType" or "NpgsqlTypes.NpgsqlDbType" => ByNpgsqlDbType,
            "DbType" or "System.Data.DbType" => ByDbType,
            _ => null,
        })?.TryGetValue(name, out var type) == true ? type : null,
        _ => null,
    };

    /// <summary>Of a CLR type; null when it is not known.</summary>
    public static string? Of(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] })
        {
            return Of(inner);
        }

        return type switch
        {
            null or { TypeKind: TypeKind.Enum or TypeKind.Error } => null,
            IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => "bytea",
            IArrayTypeSymbol { Rank: 1, ElementType: var element } => Of(element) is { } item && !item.EndsWith("]", StringComparison.Ordinal) ? item + "[]" : null,
            INamedTypeSymbol { Name: "List", TypeArguments: [var element] } => Of(element) is { } item ? item + "[]" : null,
            { SpecialType: SpecialType.System_Boolean } => "boolean",
            { SpecialType: SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 } => "smallint",
            { SpecialType: SpecialType.System_Int32 } => "integer",
            { SpecialType: SpecialType.System_Int64 } => "bigint",
            { SpecialType: SpecialType.System_Decimal } => "numeric",
            { SpecialType: SpecialType.System_Single } => "real",
            { SpecialType: SpecialType.System_Double } => "double precision",
            { SpecialType: SpecialType.System_String or SpecialType.System_Char } => "text",
            _ => ByName.TryGetValue(type.ToDisplayString(), out var named) ? named : null,
        };
    }

    private static bool IsArray(ExpressionSyntax expression) => expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Array" };
}
