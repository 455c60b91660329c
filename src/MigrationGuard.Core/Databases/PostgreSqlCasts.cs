using MigrationGuard.Operations;

namespace MigrationGuard.Databases;

/// <summary>Which types PostgreSQL turns into which without USING: pg_cast rows of 18 with context 'a' or 'i', and anything into a string.</summary>
internal static class PostgreSqlCasts
{
    private const string Numbers = "bigint double precision integer money numeric real smallint";

    private static readonly Dictionary<string, string[]> Targets = new(StringComparer.Ordinal)
    {
        ["bigint"] = Split(Numbers),
        ["integer"] = Split(Numbers),
        ["smallint"] = Split("bigint double precision integer numeric real smallint"),
        ["numeric"] = Split(Numbers),
        ["real"] = Split("bigint double precision integer numeric real smallint"),
        ["double precision"] = Split("bigint double precision integer numeric real smallint"),
        ["money"] = ["money", "numeric"],
        ["boolean"] = ["boolean"],
        ["bytea"] = ["bytea"],
        ["uuid"] = ["uuid"],
        ["json"] = ["json", "jsonb"],
        ["jsonb"] = ["json", "jsonb"],
        ["cidr"] = ["cidr", "inet"],
        ["inet"] = ["cidr", "inet"],
        ["date"] = ["date", "timestamp with time zone", "timestamp without time zone"],
        ["interval"] = ["interval", "time without time zone"],
        ["time without time zone"] = ["interval", "time with time zone", "time without time zone"],
        ["time with time zone"] = ["time with time zone", "time without time zone"],
        ["timestamp with time zone"] = ["date", "time with time zone", "time without time zone", "timestamp with time zone", "timestamp without time zone"],
        ["timestamp without time zone"] = ["date", "time without time zone", "timestamp with time zone", "timestamp without time zone"],
        ["text"] = [],
        ["character varying"] = [],
        ["character"] = [],
    };

    /// <summary>Whether ALTER COLUMN … TYPE works without USING; null when a type is not built in.</summary>
    public static bool? Assigns(DataType old, DataType @new)
    {
        if (old.ArrayDimensions > 0 && @new.ArrayDimensions > 0)
        {
            return Assigns(old with { ArrayDimensions = 0 }, @new with { ArrayDimensions = 0 });
        }

        if (old == @new || (PostgreSqlTypes.IsString(@new.Name) && @new.ArrayDimensions == 0))
        {
            return true;
        }

        return !Targets.TryGetValue(old.Name, out var targets) || !Targets.ContainsKey(@new.Name) || old.Schema is not null || @new.Schema is not null ? null
            : old.ArrayDimensions > 0 == @new.ArrayDimensions > 0 && Array.IndexOf(targets, @new.Name) >= 0;
    }

    /// <summary>Whether the type is one of PostgreSQL's own that every session finds under this name.</summary>
    public static bool IsBuiltIn(DataType? type) => type is { Schema: null, Modifiers: null } && Targets.ContainsKey(type.Name);

    /// <summary>Whether values that = calls equal say the same to whoever reads them, so that 1.0 may stand for 1.</summary>
    public static bool EqualIsSame(DataType type) => type is { Schema: null, Name: "smallint" or "integer" or "bigint" or "numeric" or "real" or "double precision" or "date" }
        || (type.Schema is null && PostgreSqlTypes.IsTimeLike(type.Name));

    /// <summary>Whether an assignment carries every value of the one type over to the other, and another brings it back as it was; it says nothing of other values of the other type.</summary>
    public static bool KeepsValues(DataType? old, DataType? @new)
        => old is not null && @new is not null && IsBuiltIn(old) && IsBuiltIn(@new) && old.ArrayDimensions == @new.ArrayDimensions
            && (PostgreSqlTypeFit.OfBuiltIn(old, @new) is TypeChangeFit.Same or TypeChangeFit.Widens || (@new.Arguments.Count == 0 && (old.Name, @new.Name) is
                ("smallint" or "integer" or "bigint", "numeric") or ("smallint" or "integer", "double precision") or ("smallint", "real")
                or ("date", "timestamp without time zone") or ("character", "text" or "character varying")));

    /// <summary>
    /// Whether the values that a version writes as the new type are those of the old one, few aside that an assignment back and forth finds out. A double precision
    /// is seldom a real, and a json seldom written as a jsonb is.
    /// </summary>
    public static bool LeadsBack(DataType? old, DataType? @new)
        => (old?.Name, @new?.Name) is not ("real", "double precision") && (KeepsValues(old, @new) || KeepsValues(@new, old) || (old, @new) is
            ({ Schema: null, Name: "json", ArrayDimensions: 0 }, { Schema: null, Name: "jsonb", ArrayDimensions: 0 }));

    private static string[] Split(string names) => names.Replace("double precision", "double_precision").Split(' ').Select(n => n.Replace('_', ' ')).ToArray();
}
