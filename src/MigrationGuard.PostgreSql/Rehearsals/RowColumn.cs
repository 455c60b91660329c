using System.Globalization;
using System.Text.RegularExpressions;

namespace MigrationGuard.Postgres.Rehearsals;

/// <summary>A column that a made-up row fills.</summary>
/// <param name="Table">The number of its table.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as SQL.</param>
internal sealed partial record RowColumn(uint Table, string Name, string Type)
{
    /// <summary>The first label of an enum; empty for other types.</summary>
    public string Label { get; init; } = "";

    /// <summary>The catalog's name of its type, or of the type under its domain.</summary>
    public string Base { get; init; } = "";

    /// <summary>Whether it refuses NULL.</summary>
    public bool NotNull { get; init; }

    /// <summary>Whether it has a value when none is given.</summary>
    public bool HasDefault { get; init; }

    /// <summary>The table that it refers to.</summary>
    public uint? Parent { get; init; }

    /// <summary>The column that it refers to.</summary>
    public string? ParentColumn { get; init; }

    /// <summary>The checks and partition bounds that name it.</summary>
    public string Words { get; init; } = "";

    /// <summary>atttypmod.</summary>
    public int Modifier { get; init; } = -1;

    /// <summary>How values are found, in the order in which it is tried.</summary>
    public enum Way
    {
        /// <summary>The literals of checks and bounds where there are some, else by type; every third row leaves out what it may.</summary>
        Usual,

        /// <summary>By type alone.</summary>
        ByType,

        /// <summary>Only what must be given.</summary>
        Least,
    }

    /// <summary>Whether it is given a value.</summary>
    public bool IsNeeded(Way way) => way == Way.Least ? NotNull && !HasDefault : !HasDefault || Parent is not null;

    /// <summary>The value of row g as SQL.</summary>
    public string Value(Way way, string? parent)
    {
        var value = parent is not null && ParentColumn is { } column
            ? $"(SELECT p.{RelationMap.Quote(column)} FROM {parent} AS p ORDER BY 1 OFFSET g - 1 LIMIT 1)"
            : way == Way.Usual && Literal().Match(Words) is { Success: true } literal ? $"{literal.Value}::{Type}"
            : way == Way.Usual && Number().Match(Words) is { Success: true } number && IsNumber ? $"({number.Value} + g)::{Type}"
            : $"({ByType})::{Type}";
        return way == Way.Usual && !NotNull && Words.Length == 0 ? $"CASE WHEN g < {SyntheticRows.Count.ToString(CultureInfo.InvariantCulture)} THEN {value} END" : value;
    }

    /// <summary>A value that no made-up row has yet.</summary>
    public string Last => $"(SELECT ({ByType})::{Type} FROM pg_catalog.generate_series(97, 97) AS g)";

    private bool IsNumber => Base is "int2" or "int4" or "int8" or "numeric" or "float4" or "float8" or "money";

    private string ByType => Base switch
    {
        "int2" or "int4" or "int8" or "float4" or "float8" or "oid" or "money" => "g",
        "numeric" => Modifier >= 4 && ((Modifier - 4) >> 16) == ((Modifier - 4) & 0x7ff) ? "g / 10.0" : "g",
        "bool" => "true",
        "varchar" or "bpchar" => Modifier >= 4 ? string.Create(CultureInfo.InvariantCulture, $"right('row ' || g, {Modifier - 4})") : "'row ' || g",
        "text" or "name" or "citext" or "char" => "'row ' || g",
        "date" or "timestamp" or "timestamptz" => "timestamp '2020-01-01' + g * interval '1 day'",
        "time" or "timetz" => "time '00:00' + g * interval '1 minute'",
        "interval" => "g * interval '1 day'",
        "uuid" => "pg_catalog.md5(g::text)",
        "json" or "jsonb" => "'{}'",
        "bytea" => "pg_catalog.decode(pg_catalog.lpad(g::text, 4, '0'), 'hex')",
        "inet" or "cidr" => "'127.0.0.' || g",
        "macaddr" => "'00:00:00:00:00:0' || g",
        "bit" or "varbit" => $"pg_catalog.repeat('0', {Math.Max(Modifier, 1).ToString(CultureInfo.InvariantCulture)})",
        "xml" => "'<a/>'",
        "point" => "'(0,0)'",
        "tsvector" => "'row'",
        ['_', ..] => "'{}'",
        _ when Base.EndsWith("range", StringComparison.Ordinal) => "'empty'",
        _ when Label.Length > 0 => $"'{Label.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => "'' || g",
    };

    [GeneratedRegex("'([^']|'')*'")]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?<![\w.])\d+(\.\d+)?")]
    private static partial Regex Number();
}
