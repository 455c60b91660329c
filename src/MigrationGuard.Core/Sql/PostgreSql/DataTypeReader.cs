using System.Globalization;
using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads a type name in the spelling of <c>format_type</c>. https://www.postgresql.org/docs/current/datatype.html</summary>
internal static class DataTypeReader
{
    private static readonly Dictionary<string, string> Canonical = new(StringComparer.Ordinal)
    {
        ["int"] = "integer",
        ["int4"] = "integer",
        ["int2"] = "smallint",
        ["int8"] = "bigint",
        ["serial4"] = "serial",
        ["serial2"] = "smallserial",
        ["serial8"] = "bigserial",
        ["float4"] = "real",
        ["float8"] = "double precision",
        ["decimal"] = "numeric",
        ["dec"] = "numeric",
        ["bool"] = "boolean",
        ["varchar"] = "character varying",
        ["nchar"] = "character",
        ["char"] = "character",
        ["timestamp"] = "timestamp without time zone",
        ["timestamptz"] = "timestamp with time zone",
        ["time"] = "time without time zone",
        ["timetz"] = "time with time zone",
        ["varbit"] = "bit varying",
    };

    /// <summary>Reads a type.</summary>
    public static bool Read(TokenCursor c, out DataType type)
    {
        type = DataType.Of("unknown");
        c.Accept("SETOF");
        var quoted = c.Is(TokenKind.QuotedName);
        if (!c.ObjectName(out var name))
        {
            return false;
        }

        if (quoted && name.Schema is null)
        {
            type = DataType.Of(name.Name == "char" ? "\"char\"" : name.Name);
        }
        else if (name.Schema is null or "pg_catalog")
        {
            type = BuiltIn(c, name.Name);
        }
        else
        {
            type = DataType.Of(name.Name) with { Schema = name.Schema };
        }

        return Modifiers(c, ref type) && Suffix(c, ref type);
    }

    private static DataType BuiltIn(TokenCursor c, string word)
    {
        switch (word)
        {
            case "double" when c.Accept("PRECISION"):
                return DataType.Of("double precision");
            case "national" when c.Accept("CHARACTER") || c.Accept("CHAR"):
            case "character" or "char" or "nchar":
                return DataType.Of(c.Accept("VARYING") ? "character varying" : "character");
            case "bit" when c.Accept("VARYING"):
                return DataType.Of("bit varying");
            default:
                return DataType.Of(Canonical.TryGetValue(word, out var name) ? name : word);
        }
    }

    private static bool Modifiers(TokenCursor c, ref DataType type)
    {
        var start = c.Position;
        if (!c.Accept(TokenKind.LeftParenthesis))
        {
            type = WithoutModifiers(type);
            return true;
        }

        var arguments = new List<int>();
        while (true)
        {
            var negative = c.AcceptSymbol("-");
            if (!c.Is(TokenKind.Number) || !int.TryParse(c.Slice(c.Position, c.Position + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                // PostGIS and other extensions: geometry(Point,4326).
                c.Position = start;
                var skipped = c.SkipParentheses();
                type = type with { Modifiers = c.Slice(start + 1, c.Position - 1) };
                return skipped;
            }

            c.Position++;
            arguments.Add(negative ? -value : value);
            if (!c.Accept(TokenKind.Comma))
            {
                break;
            }
        }

        type = WithModifiers(type, arguments);
        return c.Expect(TokenKind.RightParenthesis);
    }

    private static DataType WithoutModifiers(DataType type) => type.Name is "character" or "bit" && type.Schema is null
        ? type with { Arguments = new EquatableList<int>([1]) }
        : type;

    private static DataType WithModifiers(DataType type, List<int> arguments)
    {
        switch (type.Name)
        {
            case "float":
                return DataType.Of(arguments[0] <= 24 ? "real" : "double precision");
            case "numeric" when arguments.Count == 1:
                arguments.Add(0);
                break;
            case "bpchar":
                return new DataType("character", arguments);
        }

        return type with { Arguments = arguments };
    }

    private static bool Suffix(TokenCursor c, ref DataType type)
    {
        if (type.Schema is null)
        {
            type = type.Name switch
            {
                "timestamp without time zone" or "time without time zone" => Zone(c, type),
                "interval" => IntervalFields(c, type),
                "float" => type with { Name = "double precision" },
                _ => type,
            };
        }

        if (c.IsSymbol("%"))
        {
            c.Position++;
            type = type with { Fields = "%" + c.NameAt(c.Position) };
            return c.Accept("TYPE") || c.Expect("ROWTYPE");
        }

        return Dimensions(c, ref type);
    }

    private static DataType Zone(TokenCursor c, DataType type)
    {
        if (c.Accept("WITH", "TIME", "ZONE"))
        {
            return type with { Name = type.Name == "time without time zone" ? "time with time zone" : "timestamp with time zone" };
        }

        c.Accept("WITHOUT", "TIME", "ZONE");
        return type;
    }

    private static DataType IntervalFields(TokenCursor c, DataType type)
    {
        var start = c.Position;
        while (ExpressionTypes.IsIntervalField(c.Keyword))
        {
            c.Position++;
        }

        if (c.Position == start)
        {
            return type;
        }

        type = type with { Fields = Clauses.Words(c, start, c.Position).ToLowerInvariant() };
        return c.Is(TokenKind.LeftParenthesis) && Modifiers(c, ref type) ? type : type;
    }

    private static bool Dimensions(TokenCursor c, ref DataType type)
    {
        var dimensions = 0;
        if (c.Accept("ARRAY"))
        {
            dimensions = 1;
            if (c.Accept(TokenKind.LeftBracket))
            {
                c.Accept(TokenKind.Number);
                if (!c.Expect(TokenKind.RightBracket))
                {
                    return false;
                }
            }
        }

        while (c.Accept(TokenKind.LeftBracket))
        {
            dimensions++;
            c.Accept(TokenKind.Number);
            if (!c.Expect(TokenKind.RightBracket))
            {
                return false;
            }
        }

        if (dimensions > 0)
        {
            type = type with { ArrayDimensions = dimensions };
        }

        return true;
    }
}
