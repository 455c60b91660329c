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

    private static string[] Split(string names) => names.Replace("double precision", "double_precision").Split(' ').Select(n => n.Replace('_', ' ')).ToArray();
}
