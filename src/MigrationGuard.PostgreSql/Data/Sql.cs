using System.Globalization;

namespace MigrationGuard.Postgres.Data;

/// <summary>Pieces of SQL.</summary>
internal static class Sql
{
    /// <summary>A literal.</summary>
    public static string Literal(string text) => text.Contains('\\', StringComparison.Ordinal)
        ? $"E'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'"
        : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Literals in a row.</summary>
    public static string Literals(IEnumerable<string> texts) => string.Join(", ", texts.Select(Literal));

    /// <summary>A number.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
