namespace MigrationGuard.Gate.Tests.Support;

/// <summary>What a server answers.</summary>
internal sealed record TestAnswer(string? Release, int Status = 200, string Body = "ok")
{
    public TimeSpan Delay { get; init; } = TimeSpan.Zero;

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
