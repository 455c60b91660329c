namespace MigrationGuard.Data;

/// <summary>Data that a version took for impossible. It names no value of a row but labels of enums.</summary>
/// <param name="Place">The column as <c>schema.table.column</c>, or what a query means.</param>
/// <param name="Expected">What the version takes for granted, e.g. <c>at most 50 characters</c>.</param>
/// <param name="Found">What is there, e.g. <c>3 values are longer, up to 83 characters</c>.</param>
public sealed record DataBreach(string Place, string Expected, string Found)
{
    /// <summary>Whether the configuration says what is expected, not the schema that the version was published on.</summary>
    public bool Declared { get; init; }

    /// <summary>When the first was written; null where the server does not keep it (track_commit_timestamp).</summary>
    public DateTimeOffset? Since { get; init; }

    /// <inheritdoc />
    public override string ToString() =>
        $"{Place}: {Found}{(Since is { } since ? FormattableString.Invariant($", the first since {since.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z") : "")}; {(Declared ? "declared" : "published")} was {Expected}";
}
