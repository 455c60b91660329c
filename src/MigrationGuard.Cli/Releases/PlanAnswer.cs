using MigrationGuard.Gate.Machine;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases;

/// <summary>What came of planning.</summary>
internal abstract record PlanAnswer
{
    private PlanAnswer()
    {
    }

    /// <summary>The release to be.</summary>
    public sealed record Planned(ReleaseRecord Release) : PlanAnswer;

    /// <summary>There is nothing to release, or it cannot be released.</summary>
    public sealed record Not(ReleaseAnswer Answer, string Why) : PlanAnswer;
}
