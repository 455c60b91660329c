using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MigrationGuard.Execution;
using MigrationGuard.Gate.Programs;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Expansions;

/// <summary>
/// Expands with the user's own command; it is done when the command has succeeded once for the release's plan. The command gets the release in
/// <c>MIGRATIONGUARD_RELEASE</c>, <c>_SERVICE</c>, <c>_VERSION</c>, <c>_SLOT</c>, <c>_TOKEN</c>, and the name for its sessions in <c>PGAPPNAME</c>.
/// </summary>
/// <param name="runner">Where it is recorded.</param>
/// <param name="settings">The command.</param>
public sealed class CommandExpansion(IStepRunner runner, CommandSettings settings) : IExpansion
{
    private const int Shown = 2000;

    /// <inheritdoc />
    public async Task<StepResult> RunNextAsync(ReleaseRecord release, Lease lease, CancellationToken cancellation)
    {
        var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{release.Plan}\n{settings.Command}")));
        var run = new OutsideRun(release.Id, Steps.Expand, "the migration command", digest);
        var report = await runner.RunOutsideAsync(run, lease, (application, token) => RunAsync(release, lease, application, token), cancellation);
        return Steps.ResultOf(report);
    }

    private async Task<string?> RunAsync(ReleaseRecord release, Lease lease, string application, CancellationToken cancellation)
    {
        var end = await (ProgramRun.Shell(settings.Command, settings.Timeout) with { Directory = settings.Directory, Environment = Variables(release, lease, application) }).RunAsync(cancellation);
        var last = end.Output.Last(Shown);
        var said = last.Length == 0 ? "" : $"; its output ends: {last}";
        return end switch
        {
            ProgramEnd.Ended { ExitCode: 0 } => null,
            ProgramEnd.Ended ended => string.Create(CultureInfo.InvariantCulture, $"the migration command ended with exit code {ended.ExitCode}{said}"),
            ProgramEnd.Failed failed => $"the migration command: {failed.Reason}{said}",
            _ => "",
        };
    }

    private Dictionary<string, string?> Variables(ReleaseRecord release, Lease lease, string application) =>
        new(settings.Variables.Select(variable => KeyValuePair.Create<string, string?>(variable.Key, variable.Value)), StringComparer.Ordinal)
        {
            ["MIGRATIONGUARD_RELEASE"] = release.Id,
            ["MIGRATIONGUARD_SERVICE"] = release.Service,
            ["MIGRATIONGUARD_VERSION"] = release.New.Version,
            ["MIGRATIONGUARD_SLOT"] = release.New.Slot,
            ["MIGRATIONGUARD_TOKEN"] = lease.Token.ToString(CultureInfo.InvariantCulture),
            ["PGAPPNAME"] = application,
        };
}
