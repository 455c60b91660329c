namespace MigrationGuard.TestKit.Http;

/// <summary>One answer of a <see cref="KeepAliveLoad"/>.</summary>
/// <param name="SentAt">When the request was sent, as a timestamp of the clock.</param>
/// <param name="AnsweredAt">When the answer was there.</param>
/// <param name="Release">The version that it named; null when none.</param>
/// <param name="Lost">Why it does not count as answered; null when it does.</param>
public sealed record LoadAnswer(long SentAt, long AnsweredAt, string? Release, string? Lost);
