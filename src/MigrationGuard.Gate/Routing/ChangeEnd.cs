namespace MigrationGuard.Gate.Routing;

/// <summary>What became of a change that something else was asked to make.</summary>
internal abstract record ChangeEnd
{
    private ChangeEnd()
    {
    }

    /// <summary>It says that it is made.</summary>
    public sealed record Done : ChangeEnd;

    /// <summary>Another generation than the expected one is there.</summary>
    public sealed record Refused : ChangeEnd;

    /// <summary>It is on its way.</summary>
    public sealed record NotYet(string Reason) : ChangeEnd;

    /// <summary>It failed, and may have been made.</summary>
    public sealed record Failed(string Reason) : ChangeEnd;
}
