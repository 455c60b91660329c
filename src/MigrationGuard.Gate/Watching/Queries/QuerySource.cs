namespace MigrationGuard.Gate.Watching.Queries;

/// <summary>Who is asked for a number, and what.</summary>
public abstract record QuerySource
{
    private QuerySource()
    {
    }

    /// <summary>A server with the HTTP interface of Prometheus.</summary>
    /// <param name="Server">Its address without <c>/api/v1</c>.</param>
    /// <param name="Query">PromQL with placeholders.</param>
    public sealed record Prometheus(Uri Server, string Query) : QuerySource
    {
        /// <summary>The environment variable with a bearer token; null when none is sent.</summary>
        public string? TokenVariable { get; init; }
    }

    /// <summary>A PostgreSQL database.</summary>
    /// <param name="Text">One statement that reads, with placeholders.</param>
    public sealed record Sql(string Text) : QuerySource
    {
        /// <summary>The environment variable with the connection; null for the guarded database.</summary>
        public string? ConnectionVariable { get; init; }
    }
}
