namespace WebShop.Load;

/// <summary>What the shop answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Release">Who answered, from X-Release; "?" when nobody says.</param>
/// <param name="SqlState">The error of the database, from X-Sql-State; null when there was none.</param>
/// <param name="Body">The text.</param>
internal sealed record Answer(int Status, string Release, string? SqlState, string Body);
