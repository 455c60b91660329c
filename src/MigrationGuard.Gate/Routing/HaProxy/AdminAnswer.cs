namespace MigrationGuard.Gate.Routing.HaProxy;

/// <summary>What came back from an admin socket.</summary>
internal abstract record AdminAnswer
{
    private AdminAnswer()
    {
    }

    /// <summary>HAProxy's words, without blank lines around them.</summary>
    public sealed record Text(string Words) : AdminAnswer;

    /// <summary>No answer, or a refusal.</summary>
    /// <param name="Reason">A sentence for people.</param>
    public sealed record Failed(string Reason) : AdminAnswer;
}
