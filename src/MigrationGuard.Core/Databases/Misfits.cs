using System.Globalization;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Databases;

/// <summary>Which values get lost between two types: lengths, ranges and precisions as both vendors document them; fates measured on PostgreSQL 15 and 18.</summary>
internal static class Misfits
{
    /// <summary>The misfits, or null when none are known; <paramref name="column"/> is the name as SQL.</summary>
    public static Misfit? Of(string column, (DataType Old, DataType New) types, SqlDialect dialect)
    {
        var (old, @new) = types;
        return old.ArrayDimensions > 0 || @new.ArrayDimensions > 0 ? null
            : Length(@new) is { } length && IsString(old) ? Longer(column, length, dialect)
            : Range(@new.Name) is { } range && IsNumber(old) ? OutOf(column, range, old)
            : @new is { Name: "numeric" or "decimal", Arguments.Count: > 0 } && IsNumber(old) ? Digits(column, old, @new)
            : IsMoment(old.Name) ? Moment(column, old, @new, dialect)
            : null;
    }

    /// <summary>The highest value of an integer type; null for other types.</summary>
    public static long? Highest(DataType type) => type.ArrayDimensions == 0 && Range(type.Name) is { } range ? long.Parse(range.High, CultureInfo.InvariantCulture) : null;

    private static int? Length(DataType type) => type.Arguments.Count == 1 && type.Arguments[0] > 0 && IsString(type) ? type.Arguments[0]
        : type is { Name: "character" or "char" or "nchar", Arguments.Count: 0 } ? 1
        : null;

    private static bool IsString(DataType type)
        => type.Name is "character varying" or "character" or "text" or "citext" or "varchar" or "nvarchar" or "char" or "nchar" or "ntext";

    private static bool IsNumber(DataType type)
        => type.Name is "numeric" or "decimal" or "real" or "double precision" or "float" or "money" || Range(type.Name) is not null;

    private static bool IsMoment(string name) => name is "timestamp with time zone" or "timestamp without time zone" or "datetime" or "datetime2" or "datetimeoffset";

    private static (string Low, string High)? Range(string type) => type switch
    {
        "tinyint" => ("0", "255"),
        "smallint" => ("-32768", "32767"),
        "integer" or "int" => ("-2147483648", "2147483647"),
        "bigint" => ("-9223372036854775808", "9223372036854775807"),
        _ => null,
    };

    private static Misfit Longer(string column, int length, SqlDialect dialect) => new(
        length == 1 ? "values longer than 1 character" : FormattableString.Invariant($"values longer than {length} characters"),
        MisfitFate.Rejected,
        FormattableString.Invariant($"{(dialect == SqlDialect.TSql ? "LEN" : "char_length")}({column}) <= {length}"))
    {
        Loss = length == 1 ? "what follows the first character" : FormattableString.Invariant($"what follows the first {length} characters"),
    };

    private static Misfit OutOf(string column, (string Low, string High) range, DataType old) => Range(old.Name) is not null
        ? new Misfit($"values below {range.Low} or above {range.High}", MisfitFate.Rejected, $"{column} BETWEEN {range.Low} AND {range.High}")
        : new Misfit("values with decimal places", MisfitFate.Rounded, $"{column} = round({column}, 0)") { Loss = "the part behind the decimal point" };

    private static Misfit? Digits(string column, DataType old, DataType @new)
    {
        var (scale, oldScale) = (Scale(@new), old.Arguments.Count == 0 && Range(old.Name) is null ? int.MaxValue : Scale(old));
        if (scale < oldScale)
        {
            var places = scale == 1 ? "1 decimal place" : FormattableString.Invariant($"{scale} decimal places");
            return new Misfit($"values with more than {places}", MisfitFate.Rounded, FormattableString.Invariant($"{column} = round({column}, {scale})"))
            {
                Loss = scale == 0 ? "the part behind the decimal point" : $"what follows the first {places}",
            };
        }

        var limit = "1" + new string('0', Math.Max(0, @new.Arguments[0] - scale));
        return new Misfit($"values of {limit} and more", MisfitFate.Rejected, $"abs({column}) < {limit}");
    }

    private static int Scale(DataType type) => type.Arguments.Count > 1 ? type.Arguments[1] : 0;

    private static Misfit? Moment(string column, DataType old, DataType @new, SqlDialect dialect) => @new.Name switch
    {
        "date" => new Misfit("the time of day", MisfitFate.Cut, $"{column} = CAST({column} AS date)") { Loss = "the time of day" },
        "smalldatetime" => new Misfit("the seconds", MisfitFate.Rounded, $"DATEPART(second, {column}) = 0") { Loss = "the seconds" },
        _ when @new.Arguments.Count == 1 && @new.Name == old.Name && (old.Arguments.Count == 0 || old.Arguments[0] > @new.Arguments[0]) => Fraction(column, @new, dialect),
        _ => null,
    };

    private static Misfit Fraction(string column, DataType @new, SqlDialect dialect)
    {
        var digits = @new.Arguments[0].ToString(CultureInfo.InvariantCulture);
        var fits = dialect == SqlDialect.TSql ? $"{column} = CAST({column} AS {@new})" : $"{column} = {column}::{@new}";
        return new Misfit("times with more than " + (digits == "0" ? "whole seconds" : $"{digits} decimal places"), MisfitFate.Rounded, fits)
        {
            Loss = digits == "0" ? "the fraction of a second" : $"what follows the first {digits} decimal places of the second",
        };
    }
}
