namespace MigrationGuard.Gate.Watching.Queries;

/// <summary>What came of asking once.</summary>
public abstract record QueryAnswer
{
    private QueryAnswer()
    {
    }

    /// <summary>A number; true counts as 1, false as 0.</summary>
    public sealed record Number(double Value) : QueryAnswer;

    /// <summary>No value.</summary>
    public sealed record Empty : QueryAnswer;

    /// <summary>An answer that says nothing: several values, a value that is no number, one that is too old.</summary>
    public sealed record Unclear(string Why) : QueryAnswer;

    /// <summary>No answer; another time there may be one.</summary>
    public sealed record Silent(string Why) : QueryAnswer;

    /// <summary>The query or the access to it has to be changed by somebody.</summary>
    public sealed record Wrong(string Why) : QueryAnswer
    {
        /// <summary>Whether it names an object that is not there; a release may still bring it.</summary>
        public bool IsMissing { get; init; }
    }
}
