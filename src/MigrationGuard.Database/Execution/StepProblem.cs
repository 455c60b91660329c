namespace MigrationGuard.Execution;

/// <summary>Why a file cannot be run.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Text">What is wrong and what to do, in a sentence.</param>
public sealed record StepProblem(string File, int Line, string Text)
{
    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}: {Text}");
}
