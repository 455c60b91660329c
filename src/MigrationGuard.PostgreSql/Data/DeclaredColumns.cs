using System.Globalization;
using MigrationGuard.Data;

namespace MigrationGuard.Postgres.Data;

/// <summary>What the configuration says of a column, as conditions.</summary>
internal static class DeclaredColumns
{
    /// <summary>A column of the database.</summary>
    /// <param name="Relation">The table's oid.</param>
    /// <param name="Place">The column, for people.</param>
    /// <param name="Sql">Its name as SQL.</param>
    /// <param name="IsEnum">Whether its values are labels.</param>
    /// <param name="Type">Its type.</param>
    internal sealed record Column(uint Relation, string Place, string Sql, bool IsEnum, string Type)
    {
        /// <summary>The value of a row.</summary>
        public string Value => $"t.{Sql}";
    }

    /// <summary>The checks of a limit.</summary>
    public static IEnumerable<ColumnCheck> Of(ColumnLimit limit, Column column)
    {
        if (limit.NotNull)
        {
            yield return Check(column, $"{column.Value} IS NULL", "never NULL", ("row has NULL", "rows have NULL"));
        }

        if (limit.MaxLength is { } length)
        {
            yield return Check(column, $"pg_catalog.length({column.Value}::text) > {Sql.Number(length)}", string.Create(CultureInfo.InvariantCulture, $"at most {length} characters"), ("value is longer", "values are longer")) with
            {
                Measure = $"pg_catalog.length({column.Value}::text)", Told = Measured.Characters,
            };
        }

        foreach (var (bound, sign, expected, found) in Bounds(limit))
        {
            yield return Check(column, $"{column.Value} {sign} {Sql.Literal(bound)}::{column.Type}", $"{expected} {bound}", found);
        }

        if (limit.Values is { } values)
        {
            yield return Check(column, $"{column.Value}::text <> ALL (ARRAY[{Sql.Literals(values)}]::text[])", $"one of {string.Join(", ", values)}", ("row has another value", "rows have another value")) with
            {
                Measure = column.IsEnum ? $"{column.Value}::text" : null, Told = Measured.Words,
            };
        }

        if (limit.Keys is { } keys)
        {
            yield return Keys(column, keys);
        }
    }

    private static IEnumerable<(string Bound, string Sign, string Expected, (string, string) Found)> Bounds(ColumnLimit limit)
    {
        if (limit.Minimum is { } least)
        {
            yield return (least, "<", "at least", ("value is below", "values are below"));
        }

        if (limit.Maximum is { } most)
        {
            yield return (most, ">", "at most", ("value is above", "values are above"));
        }
    }

    private static ColumnCheck Keys(Column column, IReadOnlyDictionary<string, string> keys)
    {
        var known = $"(VALUES {string.Join(", ", keys.Select(key => $"({Sql.Literal(key.Key)}, {Sql.Literal(key.Value)})"))}) AS k (name, type)";
        var json = $"CASE WHEN pg_catalog.jsonb_typeof({column.Value}::jsonb) = 'object' THEN {column.Value}::jsonb ELSE '{{}}'::jsonb END";
        var others = $"FROM pg_catalog.jsonb_each({json}) AS e WHERE NOT EXISTS (SELECT FROM {known} WHERE k.name = e.key AND (k.type = 'any' OR k.type = pg_catalog.jsonb_typeof(e.value)))";
        return Check(column, $"(pg_catalog.jsonb_typeof({column.Value}::jsonb) <> 'object' OR EXISTS (SELECT {others}))", $"an object of {string.Join(", ", keys.Select(key => key.Value == "any" ? key.Key : $"{key.Key} ({key.Value})"))}", ("row is another", "rows are others")) with
        {
            Measure = $"(SELECT pg_catalog.string_agg(pg_catalog.format('%s (%s)', e.key, pg_catalog.jsonb_typeof(e.value)), ', ' ORDER BY e.key) {others})",
            Told = Measured.Words,
        };
    }

    private static ColumnCheck Check(Column column, string condition, string expected, (string, string) found) =>
        new(column.Relation, column.Place, condition) { Expected = expected, Found = found, Declared = true };
}
