using MigrationGuard.Gate.Programs;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Environments;

/// <summary>Whether the infrastructure is as Terraform or OpenTofu describes it: a plan that would change nothing.</summary>
public sealed class TerraformEvidence(EvidenceMeans means, TerraformSettings settings) : IEvidenceSource
{
    /// <summary>The kind.</summary>
    public const string Kind = "terraform";

    private const string Producer = "terraform plan";

    private const int Few = 10;

    private const int Shown = 800;

    // https://developer.hashicorp.com/terraform/cli/commands/plan#detailed-exitcode
    private const int Differs = 2;

    private static readonly TimeSpan ClockError = TimeSpan.FromMinutes(1);

    private readonly PieceTaker _taker = new(means);

    /// <inheritdoc />
    public IReadOnlyList<string> Kinds { get; } = [Kind];

    /// <inheritdoc />
    public async Task<IReadOnlyList<Ledgers.Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation)
    {
        var subjects = (Subject.Of(Kind, request.Release.Old, Producer), Subject.Of(Kind, request.Release.New, Producer));
        return await _taker.TakeBothAsync(request, subjects, async token => await FindAsync(request.Release, token) is var finding ? (finding, finding) : default, cancellation);
    }

    private async Task<Finding> FindAsync(ReleaseRecord release, CancellationToken cancellation)
    {
        if (settings.Command is not null)
        {
            return await RunAsync(settings.Command, cancellation);
        }

        var (plan, why) = TerraformPlan.Read(settings.Plan ?? "");
        var now = means.Time.GetUtcNow();
        return plan switch
        {
            null => Finding.Unknown(why),
            { At: null } => Finding.Unknown("the plan does not say when it was made (timestamp), so it may be of any time"),
            { At: { } at } when at > now + ClockError => Finding.Unknown("the plan was made in the future: a clock is wrong"),
            { At: { } at } when IsOld(at, now, release) =>
                Finding.Unknown(FormattableString.Invariant($"the plan was made at {at:u}, {(settings.MaximumAge is null ? "before the release began" : "longer ago than maximumAge")}; make it again")),
            _ => Judge(plan, null),
        };
    }

    private async Task<Finding> RunAsync(string command, CancellationToken cancellation)
    {
        var files = settings.Plan is { } file ? new ResultFiles(settings.Directory, file) : null;
        var run = ProgramRun.Shell(command, settings.Timeout) with { Directory = settings.Directory, Secrets = settings.Secrets, Time = means.Time };
        var end = await run.RunAsync(cancellation);
        if (end is not ProgramEnd.Ended { ExitCode: var code })
        {
            return Finding.Unknown(end is ProgramEnd.Failed failed ? failed.Reason : "");
        }

        if (code is not (0 or Differs))
        {
            return Finding.Unknown(FormattableString.Invariant($"the command ended with exit code {code}; its output ends: {end.Output.Last(Shown)}"));
        }

        if (files is null)
        {
            return code == 0 ? Finding.Pass("nothing would be changed (exit code 0)") : Finding.Fail($"the infrastructure is not as it is described (exit code 2); its output ends: {end.Output.Last(Shown)}");
        }

        return files.Since().Fresh is [var fresh, ..]
            ? TerraformPlan.Read(fresh) is ({ } plan, _) ? Judge(plan, code) : Doubtful(code, TerraformPlan.Read(fresh).Why)
            : Doubtful(code, $"the command wrote no {Path.GetFileName(settings.Plan)}");
    }

    private bool IsOld(DateTimeOffset at, DateTimeOffset now, ReleaseRecord release) => settings.MaximumAge is { } age ? now - at > age : at < release.StartedAt;

    // A difference is one whether it can be named or not.
    private static Finding Doubtful(int code, string why) =>
        code == Differs ? Finding.Fail($"the infrastructure is not as it is described (exit code 2); {why}") : Finding.Unknown($"{why}; the command ended with exit code 0");

    private static Finding Judge(TerraformPlan plan, int? code) => plan switch
    {
        { Changes.Count: > 0 } => Finding.Fail(FormattableString.Invariant($"the infrastructure is not as it is described, {plan.Changes.Count} differences: {PlainText.Some(plan.Changes, Few)}")),
        { Doubt: { } doubt } => Finding.Unknown(doubt),
        _ when code == Differs || (code is null && plan.IsApplyable) => Finding.Fail($"the infrastructure is not as it was left: {(plan.Drift.Count > 0 ? PlainText.Some(plan.Drift, Few) : "the plan does not say where")}"),
        { Drift.Count: > 0 } => Finding.Pass($"nothing would be changed; outside of it was changed {PlainText.Some(plan.Drift, Few)}"),
        _ => Finding.Pass("nothing would be changed"),
    };
}
