using MigrationGuard.Checking;
using MigrationGuard.Pending;
using MigrationGuard.Rules;

namespace MigrationGuard.Postgres.Pending;

/// <summary>What the findings of a pending run come to.</summary>
internal static class RunVerdict
{
    /// <summary>A danger that was found outweighs what nobody can tell.</summary>
    public static RunJudgement Of(PendingRun run, IReadOnlyList<CheckedMigration> judged, LedgerKnowledge ledger)
    {
        var findings = judged.SelectMany(migration => migration.Findings).ToList();
        var refused = findings.Exists(finding => finding.Severity == Severity.Error && !finding.Rule.IsUndecided);
        var unread = findings.Exists(finding => finding.Rule.IsUndecided);
        var decision = refused ? RunDecision.Refused : unread || run.Problems.Count > 0 ? RunDecision.Unknown : RunDecision.Run;
        var reasons = run.Problems.Select(problem => $"{problem.Migration}: {problem.Reason}");
        return new RunJudgement(decision, judged, ledger.Labels, [.. reasons, .. decision == RunDecision.Run ? [] : ledger.Gaps]);
    }
}
