using System.Globalization;
using Npgsql;

namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>Reads rows the way a typed client does: each column as the type it had.</summary>
internal static class TypedReader
{
    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow();

    public static List<(string Name, Type Type)> Columns(NpgsqlDataReader reader)
        => [.. Enumerable.Range(0, reader.FieldCount).Select(i => (reader.GetName(i), reader.GetFieldType(i)))];

    public static List<string[]> Rows(NpgsqlDataReader reader, IReadOnlyList<(string Name, Type Type)> columns)
    {
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. columns.Take(reader.FieldCount).Select((column, i) => reader.IsDBNull(i) ? "null" : Text(Value(reader, i, column.Type)))]);
        }

        return rows;
    }

    private static object Value(NpgsqlDataReader reader, int i, Type type) => type switch
    {
        _ when type == typeof(short) => reader.GetInt16(i),
        _ when type == typeof(int) => reader.GetInt32(i),
        _ when type == typeof(long) => reader.GetInt64(i),
        _ when type == typeof(decimal) => reader.GetDecimal(i),
        _ when type == typeof(bool) => reader.GetBoolean(i),
        _ when type == typeof(string) => reader.GetString(i),
        _ when type == typeof(DateTime) => reader.GetDateTime(i),
        _ when type == typeof(DateOnly) => reader.GetFieldValue<DateOnly>(i),
        _ when type == typeof(Array) => reader.GetFieldValue<string[]>(i),
        _ => reader.GetValue(i),
    };

    private static string Text(object value) => value switch
    {
        DateTime time when (Start - time.ToUniversalTime()).Duration() < TimeSpan.FromDays(1) => "<now>",
        string[] array => string.Join(',', array),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
