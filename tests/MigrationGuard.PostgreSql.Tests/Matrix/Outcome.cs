namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>What a client sees of one execution, and what it did to the tables.</summary>
/// <param name="Error">SQLSTATE and message; null when it worked.</param>
/// <param name="Columns">Names and the types that the client reads them as.</param>
/// <param name="Rows">The values as text.</param>
/// <param name="Affected">The number in the command tag.</param>
/// <param name="Effect">The rows that changed; null for a read.</param>
internal sealed record Outcome(string? Error, IReadOnlyList<(string Name, Type Type)> Columns, IReadOnlyList<string[]> Rows, ulong Affected, Effect? Effect)
{
    public static Outcome Failed(string error) => new(error, [], [], 0, null);

    /// <summary>What an application would notice; null when nothing. Columns added behind the known ones are none.</summary>
    public string? DifferenceTo(Outcome after)
    {
        if (after.Error is not null || Error is not null)
        {
            return after.Error == Error ? null : after.Error ?? "works";
        }

        if (!Columns.Select(column => column.Name).SequenceEqual(after.Columns.Take(Columns.Count).Select(column => column.Name)))
        {
            return "other columns";
        }

        if (!Rows.Select(Key).SequenceEqual(after.Rows.Select(row => Key(row[..Columns.Count]))))
        {
            return "other rows";
        }

        return Affected != after.Affected ? "other number of rows" : Effect?.DifferenceTo(after.Effect!);
    }

    private static string Key(string[] row) => string.Join('\u001f', row);
}
