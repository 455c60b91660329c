using System.Globalization;
using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads data types. https://learn.microsoft.com/sql/t-sql/data-types/data-types-transact-sql</summary>
internal static class TypeReader
{
    private static readonly HashSet<string> BuiltIn = new(StringComparer.OrdinalIgnoreCase)
    {
        "bigint", "binary", "bit", "char", "date", "datetime", "datetime2", "datetimeoffset", "decimal", "float", "geography", "geometry",
        "hierarchyid", "image", "int", "json", "money", "nchar", "ntext", "numeric", "nvarchar", "real", "rowversion", "smalldatetime", "smallint",
        "smallmoney", "sql_variant", "sysname", "table", "text", "time", "timestamp", "tinyint", "uniqueidentifier", "varbinary", "varchar",
        "vector", "xml",
    };

    // https://learn.microsoft.com/sql/t-sql/data-types/data-type-synonyms-transact-sql
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["integer"] = "int", ["dec"] = "decimal", ["character"] = "char", ["timestamp"] = "rowversion",
    };

    public static bool Read(TokenCursor tokens, out DataType type)
    {
        type = DataType.Of("");
        if (!Name(tokens, out var name))
        {
            return false;
        }

        type = name.Schema is null || string.Equals(name.Schema, "sys", StringComparison.OrdinalIgnoreCase) ? Plain(name.Name) : DataType.Of(name.Name) with { Schema = name.Schema };
        return !tokens.Is(TokenKind.LeftParenthesis) || Arguments(tokens, ref type);
    }

    /// <summary>Whether an unqualified name is a type of the server, lower or upper case.</summary>
    public static bool IsBuiltIn(string name) => BuiltIn.Contains(name);

    private static DataType Plain(string name) => DataType.Of(Synonyms.TryGetValue(name, out var same) ? same : BuiltIn.Contains(name) ? name.ToLowerInvariant() : name);

    private static bool Name(TokenCursor tokens, out ObjectName name)
    {
        switch (tokens.Keyword)
        {
            case "DOUBLE" when tokens.Accept("DOUBLE", "PRECISION"):
                name = "float";
                return true;
            case "NATIONAL" when tokens.KeywordAt(tokens.Position + 1) is "CHAR" or "CHARACTER" or "TEXT":
                var text = tokens.KeywordAt(tokens.Position + 1) == "TEXT";
                tokens.Position += 2;
                name = text ? "ntext" : tokens.Accept("VARYING") ? "nvarchar" : "nchar";
                return true;
            case "CHAR" or "CHARACTER" or "BINARY" or "NCHAR" when tokens.KeywordAt(tokens.Position + 1) == "VARYING":
                name = tokens.Keyword switch { "BINARY" => "varbinary", "NCHAR" => "nvarchar", _ => "varchar" };
                tokens.Position += 2;
                return true;
            default:
                return tokens.ObjectName(out name);
        }
    }

    private static bool Arguments(TokenCursor tokens, ref DataType type)
    {
        var open = tokens.Position;
        if (!tokens.SkipParentheses())
        {
            return false;
        }

        var close = tokens.Position - 1;
        var arguments = new List<int>();
        for (var i = open + 1; i < close; i += 2)
        {
            if (Argument(tokens, i) is not { } argument || (i + 1 < close && tokens[i + 1].Kind != TokenKind.Comma))
            {
                type = type with { Modifiers = tokens.Slice(open + 1, close) };
                return true;
            }

            arguments.Add(argument);
        }

        type = type with { Arguments = arguments };
        return true;
    }

    private static int? Argument(TokenCursor tokens, int at)
    {
        if (tokens.IsAt(at, "MAX"))
        {
            return -1;
        }

        return tokens[at].Kind == TokenKind.Number && int.TryParse(tokens.Slice(at, at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
