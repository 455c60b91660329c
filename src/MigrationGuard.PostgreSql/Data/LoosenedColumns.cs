using System.Globalization;

namespace MigrationGuard.Postgres.Data;

/// <summary>What a column holds now that it could not hold when a version was published.</summary>
internal static class LoosenedColumns
{
    /// <summary>The checks of a column; none where nothing was loosened.</summary>
    public static IEnumerable<ColumnCheck> Of(RecordedColumn column)
    {
        var value = $"t.{column.Sql}";
        if (column.MayMiss)
        {
            yield return new(column.Relation, column.Place, $"{value} IS NULL") { Expected = "never NULL", Found = ("row has NULL", "rows have NULL") };
        }

        if (LabelsOf(column, value) is { } labels)
        {
            yield return labels;
        }

        foreach (var check in column.DomainChecks)
        {
            yield return new(column.Relation, column.Place, $"NOT (SELECT {check} FROM (SELECT {value} AS value) AS v)") { Expected = $"CHECK ({check}) of its domain", Found = ("value does not meet it", "values do not meet it") };
        }

        if (column.Type != column.TypeNow && TypeOf(column, value, (TypeName.Of(column.Type), TypeName.Of(column.TypeNow))) is { } type)
        {
            yield return type;
        }
    }

    private static ColumnCheck? LabelsOf(RecordedColumn column, string value)
    {
        if (column.Labels is not { } known || column.LabelsNow.Except(known, StringComparer.Ordinal).ToArray() is not { Length: > 0 } added)
        {
            return null;
        }

        var array = column.TypeNow.EndsWith("[]", StringComparison.Ordinal);
        var type = array ? column.TypeNow : column.TypeNow + "[]";
        return new(column.Relation, column.Place, array ? $"{value} && ARRAY[{Sql.Literals(added)}]::{type}" : $"{value} = ANY (ARRAY[{Sql.Literals(added)}]::{type})")
        {
            Expected = $"one of the labels {Shown(known)}",
            Found = ("row has a label that was added since", "rows have a label that was added since"),
            Measure = array ? null : $"{value}::text",
            Told = Measured.Words,
        };
    }

    private static ColumnCheck? TypeOf(RecordedColumn column, string value, (TypeName Then, TypeName Now) type) => type switch
    {
        ({ IsText: true, Length: null }, { IsText: true }) => null,
        ({ Length: { } then }, { Length: { } now }) when now <= then => null,
        ({ Length: { } then }, { IsText: true }) => Of(column, $"pg_catalog.length({value}::text) > {Sql.Number(then)}", column.Type) with
        {
            Found = ("value is longer", "values are longer"), Measure = $"pg_catalog.length({value}::text)", Told = Measured.Characters,
        },
        ({ Whole: { } then }, { Whole: { } now }) when Narrower(now, then) => null,
        ({ Whole: { } then }, { IsNumber: true }) => Number(column, value, $"{value} BETWEEN {then.Least} AND {then.Most}" + (type.Now.Whole is null ? $" AND {value} = pg_catalog.trunc({value})" : "")),
        ({ Name: "numeric", Modifiers: [] }, { IsNumber: true }) => null,
        ({ Name: "numeric", Modifiers: [var precision, var scale] }, { IsNumber: true } now) => now is { Name: "numeric", Modifiers: [var most, var digits] } && digits <= scale && most - digits <= precision - scale
            ? null
            : Number(column, value, $"({value}::numeric = 'NaN' OR pg_catalog.abs({value}::numeric) < {Power(precision - scale)} AND {value}::numeric = pg_catalog.round({value}::numeric, {scale.ToString(CultureInfo.InvariantCulture)}))"),
        // A value that cannot be converted makes the query itself fail.
        _ => Of(column, $"({value}::{column.Type})::{column.TypeNow} IS DISTINCT FROM {value}", column.Type) with { Found = ("value does not fit", "values do not fit"), MayFail = true },
    };

    private static ColumnCheck Number(RecordedColumn column, string value, string fits) => Of(column, $"NOT ({fits})", column.Type) with
    {
        Found = ("value does not fit", "values do not fit"),
        Measure = $"pg_catalog.length(pg_catalog.trunc(pg_catalog.abs({value}::numeric))::text)",
        Told = Measured.Digits,
    };

    private static ColumnCheck Of(RecordedColumn column, string condition, string expected) => new(column.Relation, column.Place, condition) { Expected = expected, Found = ("", "") };

    private static bool Narrower((string Least, string Most) type, (string Least, string Most) than) => type.Most.Length <= than.Most.Length;

    // 10 to that power, as a literal of numeric.
    private static string Power(int exponent) => (exponent >= 0 ? "1" + new string('0', exponent) : "0." + new string('0', -exponent - 1) + "1") + "::numeric";

    private static string Shown(string[] labels) => labels.Length <= 8 ? string.Join(", ", labels) : $"{string.Join(", ", labels.Take(8))}, …";
}
