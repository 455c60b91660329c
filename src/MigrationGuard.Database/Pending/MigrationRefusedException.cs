namespace MigrationGuard.Pending;

/// <summary>A pending run was refused before its first statement; nothing was applied.</summary>
public sealed class MigrationRefusedException(string message, RunJudgement judgement) : InvalidOperationException(message)
{
    /// <summary>Why.</summary>
    public RunJudgement Judgement { get; } = judgement;
}
