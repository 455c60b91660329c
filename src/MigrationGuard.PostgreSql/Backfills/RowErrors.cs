using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>What an error of a batch is about. https://www.postgresql.org/docs/current/errcodes-appendix.html</summary>
internal static class RowErrors
{
    /// <summary>The values of a row: cardinality, data, constraints, what a trigger raises, the check of a view.</summary>
    public static bool IsOfRow(DatabaseException failure) => failure.SqlState is ['2', '1' or '2' or '3', ..] or ['P', '0', ..] or ['4', '4', ..];

    /// <summary>Others who are at the same rows, a full server, a statement that took too long: the same may work later, or in smaller pieces.</summary>
    public static bool IsPassing(DatabaseException failure) => !failure.IsConnectionLost && failure.SqlState is "55P03" or ['4', '0', ..] or "57014" or ['5', '3', ..];

    /// <summary>The message with what the server adds to it.</summary>
    public static string Text(DatabaseException failure) =>
        $"{failure.Message}{(failure.SqlState is null ? "" : $" ({failure.SqlState})")}{(failure.Detail is null ? "" : ". " + failure.Detail.TrimEnd('.'))}";
}
