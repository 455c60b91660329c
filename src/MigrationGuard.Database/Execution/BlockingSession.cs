namespace MigrationGuard.Execution;

/// <summary>A session that was waited for.</summary>
/// <param name="ProcessId">The process of the server.</param>
/// <param name="Application">Its application_name; empty where it has none.</param>
/// <param name="User">Its role; null where it is not shown.</param>
/// <param name="State">What it does, e.g. <c>idle in transaction</c>; null where it is not shown.</param>
/// <param name="Age">How long its last query runs, or ran before it became idle in its transaction; null where it is not shown.</param>
/// <param name="Query">Its last query; null where it is not shown.</param>
public sealed record BlockingSession(int ProcessId, string Application, string? User, string? State, TimeSpan? Age, string? Query)
{
    /// <inheritdoc />
    public override string ToString() => string.Concat(
        FormattableString.Invariant($"pid {ProcessId}"),
        (Application, User) switch
        {
            ("", null) => "",
            ("", _) => $" ({User})",
            (_, null) => $" ({Application})",
            _ => $" ({Application}, {User})",
        },
        State is null ? "" : $", {State}",
        Age is { } age ? FormattableString.Invariant($", query {age.TotalSeconds:0.#} s old") : "",
        Query is null ? "" : $": {OneLine(Query)}");

    private static string OneLine(string query)
    {
        const int length = 120;
        var line = string.Join(' ', query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= length ? line : line[..(char.IsHighSurrogate(line[length - 2]) ? length - 2 : length - 1)] + "…";
    }
}
