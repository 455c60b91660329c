namespace MigrationGuard.Postgres.Live;

/// <summary>The query that a person may run to see what a question is about; known before the question is decided.</summary>
internal sealed class Shown
{
    /// <summary>The query.</summary>
    public string? Sql { get; set; }
}
