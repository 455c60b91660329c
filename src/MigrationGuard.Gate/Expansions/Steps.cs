using MigrationGuard.Execution;
using MigrationGuard.Gate.Contractions;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;

namespace MigrationGuard.Gate.Expansions;

/// <summary>What the machine reads of a step.</summary>
internal static class Steps
{
    /// <summary>The plan of what only adds.</summary>
    public const string Expand = "expand";

    /// <summary>The plan of what removes.</summary>
    public const string Contract = "contract";

    public static StepResult ResultOf(StepReport report) => new(
        report.Verdict switch
        {
            StepVerdict.Done => StepOutcome.Done,
            StepVerdict.Retry => StepOutcome.Retry,
            StepVerdict.Failed => StepOutcome.Failed,
            _ => StepOutcome.Unclear,
        },
        report.Steps, report.Total, JudgedText.Of(report));
}
