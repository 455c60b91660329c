using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Names and strings: quoted where PostgreSQL would read something else without quotes.</summary>
internal static class NameWriter
{
    // pg_get_keywords() of 12 to 18, categories R (reserved) and T (can be a function or type name); VALUES too, since INSERT INTO t (values) looks like a query.
    private static readonly HashSet<string> NoColumnNames = new(
        ("all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column concurrently "
        + "constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp current_user default "
        + "deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having ilike in initially inner "
        + "intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset on only or order "
        + "outer overlaps placing primary references returning right select session_user similar some symmetric system_user table tablesample then "
        + "to trailing true union unique user using values variadic verbose when where window with").Split(' '),
        StringComparer.Ordinal);

    // Category C (can be neither a function nor a type name).
    private static readonly HashSet<string> NoRoutineNames = new(
        ("between bigint bit boolean char character coalesce dec decimal exists extract float greatest grouping inout int integer interval json "
        + "json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value least "
        + "merge_action national nchar none normalize nullif numeric out overlay position precision real row setof smallint substring time "
        + "timestamp treat trim varchar xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot "
        + "xmlserialize xmltable").Split(' '),
        StringComparer.Ordinal);

    /// <summary>A column, table, constraint, role and the like.</summary>
    public static string Name(string name) => IsPlain(name) && !NoColumnNames.Contains(name) ? name : Quoted(name);

    /// <summary>A table, view, sequence or index with its schema.</summary>
    public static string Name(ObjectName name) => name.Schema is null ? Name(name.Name) : Name(name.Schema) + "." + Name(name.Name);

    /// <summary>A type or a routine with its schema.</summary>
    public static string RoutineName(ObjectName name)
    {
        var own = NoRoutineNames.Contains(name.Name) ? Quoted(name.Name) : Name(name.Name);
        return name.Schema is null ? own : Name(name.Schema) + "." + own;
    }

    /// <summary>A routine with its argument types, where they are known.</summary>
    public static string Routine(ObjectName name, string? signature) => signature is null ? RoutineName(name) : $"{RoutineName(name)}({signature})";

    /// <summary>A role; the words that stand for roles stay words.</summary>
    public static string Role(string name) => name switch
    {
        "public" or "current_user" or "current_role" or "session_user" => name.ToUpperInvariant(),
        _ => Name(name),
    };

    /// <summary><c>a, b</c></summary>
    public static string Names(EquatableList<string> names) => string.Join(", ", names.Select(Name));

    /// <summary><c>a, b.c</c></summary>
    public static string Names(EquatableList<ObjectName> names) => string.Join(", ", names.Select(Name));

    /// <summary><c>(a, b)</c>, or null when there is none.</summary>
    public static string? List(EquatableList<string> names) => names.Count == 0 ? null : $"({Names(names)})";

    /// <summary>A string literal.</summary>
    public static string Literal(string text) => "'" + text.Replace("'", "''") + "'";

    /// <summary>The clauses that are there, one after the other.</summary>
    public static string Words(params string?[] clauses) => string.Join(" ", clauses.Where(clause => !string.IsNullOrEmpty(clause)));

    /// <summary>The clauses that are there, each on a line of its own.</summary>
    public static string Lines(params string?[] clauses) => string.Join("\n", clauses.Where(clause => !string.IsNullOrEmpty(clause)));

    /// <summary>Whether the name reads back as itself without quotes, keywords aside.</summary>
    public static bool IsPlain(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] is not ((>= 'a' and <= 'z') or '_' or (>= '0' and <= '9')) || (i == 0 && name[i] is >= '0' and <= '9'))
            {
                return false;
            }
        }

        return name.Length > 0;
    }

    /// <summary>Whether the name is a word that cannot stand alone as a name.</summary>
    public static bool IsReserved(string name) => NoColumnNames.Contains(name);

    private static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"") + "\"";
}
