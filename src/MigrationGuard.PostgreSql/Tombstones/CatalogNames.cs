using System.Text;
using MigrationGuard.Postgres.Execution;

namespace MigrationGuard.Postgres.Tombstones;

/// <summary>Names of objects, as they are and as they are hidden.</summary>
internal static class CatalogNames
{
    // NAMEDATALEN - 1. https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS
    private const int LongestName = 63;

    // The rules of this project take such a name for one that nobody uses.
    private const string Prefix = "_dropped_";

    private const string Relation = "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = $1::bigint::oid";

    private const string Routine = """
        SELECT format('%I.%I(%s)', n.nspname, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid))
        FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace WHERE p.oid = $1::bigint::oid
        """;

    /// <summary>An identifier with its quotes.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The object's name in SQL as it is now; null where it is gone.</summary>
    public static async Task<string?> OfAsync(StepSession session, HiddenState of, CancellationToken cancellation) =>
        await session.ReadAsync(of.IsRoutine ? Routine : Relation, row => row.GetString(0), cancellation, of.Oid) is [var name] ? name : null;

    /// <summary>A name out of reach that is not taken.</summary>
    public static string Hidden(string name, IReadOnlyCollection<string> taken)
    {
        for (var number = 1; ; number++)
        {
            var end = number == 1 ? "" : FormattableString.Invariant($"_{number}");
            var hidden = Cut(Prefix + name, LongestName - end.Length) + end;
            if (!taken.Contains(hidden))
            {
                return hidden;
            }
        }
    }

    // Not through the middle of a character.
    private static string Cut(string name, int bytes)
    {
        var length = 0;
        var text = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            length += rune.Utf8SequenceLength;
            if (length > bytes)
            {
                break;
            }

            text.Append(rune.ToString());
        }

        return text.ToString();
    }
}
