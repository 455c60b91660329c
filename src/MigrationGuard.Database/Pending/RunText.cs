using System.Text;
using MigrationGuard.Rules;

namespace MigrationGuard.Pending;

/// <summary>What is said of a run, as a person reads it in a log.</summary>
public static class RunText
{
    /// <summary>The decision, the reasons, and every finding that is more than a note, with what to do instead.</summary>
    public static string Of(PendingRun run, RunJudgement judgement)
    {
        var text = new StringBuilder();
        text.Append("migrationguard: ").Append(Head(run, judgement)).AppendLine();
        foreach (var reason in judgement.Reasons)
        {
            text.Append("  ").AppendLine(reason);
        }

        foreach (var migration in judgement.Migrations)
        {
            foreach (var finding in migration.Findings.Where(finding => finding.Severity is Severity.Error or Severity.Warning))
            {
                text.Append("  ").Append(migration.Migration.Id).Append(": ").Append(finding.Severity == Severity.Error ? "error " : "warning ")
                    .Append(finding.Rule.Id).Append(": ").AppendLine(finding.Effect);
                text.Append("    instead: ").AppendLine(finding.Instead);
            }
        }

        return text.ToString().TrimEnd();
    }

    private static string Head(PendingRun run, RunJudgement judgement)
    {
        var count = run.Migrations.Count == 1 ? "1 pending migration" : FormattableString.Invariant($"{run.Migrations.Count} pending migrations");
        return judgement.Decision switch
        {
            RunDecision.Refused when run.IsLate => $"a statement of {run.Runner} that could not be judged with its run is refused; what ran in front of it may be applied",
            RunDecision.Refused => $"{count} of {run.Runner} refused; none was applied",
            RunDecision.Unknown => $"{count} of {run.Runner}: it cannot be told whether they are safe",
            RunDecision.Unreachable => $"{count} of {run.Runner}: the guard's database does not answer",
            _ => $"{count} of {run.Runner} may run",
        };
    }
}
