namespace MigrationGuard.Tombstones;

/// <summary>Somebody asked for something that is hidden.</summary>
/// <param name="Object">What for, such as <c>public.users.nickname</c>; of a withdrawn right the server names only the table.</param>
/// <param name="At">When, as the source writes it.</param>
/// <param name="Role">The role that had connected; null where the source does not say.</param>
/// <param name="SqlState">The SQLSTATE it got: 42501, 42703, 42P01, 42883; null where the source does not say.</param>
/// <param name="Statement">Its statement; null where the source does not say.</param>
public sealed record TombstoneHit(string Object, string At, string? Role, string? SqlState, string? Statement)
{
    /// <summary>Its application_name.</summary>
    public string? Application { get; init; }

    /// <summary>The server's message.</summary>
    public string? Message { get; init; }

    /// <summary>Who saw it, such as <c>log</c> or the person who reported it.</summary>
    public string Source { get; init; } = "log";

    /// <summary>Tells it from others; the same key is recorded once.</summary>
    public string Key { get; init; } = Guid.NewGuid().ToString("N");

    /// <inheritdoc />
    public override string ToString()
    {
        const int length = 160;
        var statement = Statement is null ? null : string.Join(' ', Statement.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        statement = statement is { Length: > length } ? statement[..(char.IsHighSurrogate(statement[length - 2]) ? length - 2 : length - 1)] + "…" : statement;
        var who = string.Join(", ", new[] { Role is null && Application is null ? "somebody" : Role, Application, At }.Where(part => !string.IsNullOrEmpty(part)));
        var end = Message is null ? SqlState : SqlState is null ? Message : $"{Message} ({SqlState})";
        return $"{who} asked for {Object}{(statement is null ? "" : $": {statement}")}{(end is null ? "" : $" – {end}")}";
    }
}
