using MigrationGuard.Execution;

namespace MigrationGuard.Cli.Plans;

/// <summary>Says of every step what came of it, while a plan runs.</summary>
internal sealed class StepLines(Surroundings surroundings) : IProgress<StepReport>
{
    /// <inheritdoc />
    public void Report(StepReport value) => surroundings.Error.WriteLine(FormattableString.Invariant($"{value.Steps}/{value.Total} {value.Why}"));
}
