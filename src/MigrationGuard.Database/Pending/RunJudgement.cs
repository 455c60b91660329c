using MigrationGuard.Checking;

namespace MigrationGuard.Pending;

/// <summary>What a guard says to a pending run.</summary>
/// <param name="Decision">Whether it may begin.</param>
/// <param name="Migrations">Every pending migration with its findings, in the order of the run; empty where nothing could be judged.</param>
/// <param name="Live">Labels of the versions that it was judged for, service first.</param>
/// <param name="Reasons">Why it is refused, or what has to be said of a run that may begin; a sentence each.</param>
public sealed record RunJudgement(RunDecision Decision, IReadOnlyList<CheckedMigration> Migrations, IReadOnlyList<string> Live, IReadOnlyList<string> Reasons);
