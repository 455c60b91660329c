namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>A change of the schema under the old statements.</summary>
/// <param name="Name">What is changed, a sentence.</param>
/// <param name="IsBreaking">Whether a statement is said to break.</param>
/// <param name="Sql">The change; names without schema are of the schema shop.</param>
/// <param name="Headers">The other lines above the SQL: why, breaks, on, given, committed, unseen.</param>
internal sealed record SchemaChange(string Name, bool IsBreaking, string Sql, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Cannot run in a transaction, or works only for new connections.</summary>
    public bool IsCommitted => Headers.ContainsKey("committed");

    /// <summary>Why no event trigger sees it; null when one does.</summary>
    public string? Unseen => Headers.GetValueOrDefault("unseen");

    /// <summary>Other data that the change needs: there before it and after it.</summary>
    public string Given => Headers.GetValueOrDefault("given", "");

    public string Why => Headers.GetValueOrDefault("why", "");

    /// <summary>Whether that major version of the server has it.</summary>
    public bool IsOn(int major) => !Headers.TryGetValue("on", out var versions) || versions.Split(' ').Contains(Text(major));

    /// <summary>The statements that break there; one with a star breaks only where a connection prepared it before the change.</summary>
    public IReadOnlyList<string> Breaks(int major)
        => (Headers.GetValueOrDefault($"breaks on {Text(major)}") ?? Headers.GetValueOrDefault("breaks", "")).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public override string ToString() => Name;

    private static string Text(int major) => major.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
