using System.CommandLine;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard contract</c>.</summary>
internal static class ContractCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var check = new Command("check", "Asks the database whether a live version needs what would be removed; names version, statement and place.")
        {
            ReleaseOptions.Release, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config,
        };
        check.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, (context, _, release, token) => new Contracting(context).CheckAsync(release, token), cancellation));
        var run = new Command("run", "Removes what only the old version needed, when no live version needs it any more.")
        {
            ReleaseOptions.Release, ReleaseOptions.Wait, ReleaseOptions.Reason, ReleaseOptions.As, ReleaseOptions.DryRun, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config,
        };
        run.SetAction(async (result, cancellation) => (int)await RunAsync(
            result,
            surroundings,
            (context, execution, release, token) => result.GetValue(ReleaseOptions.DryRun)
                ? new Contracting(context).CheckAsync(release, token)
                : new Contracting(context).RunAsync(release, (execution, result.GetValue(ReleaseOptions.Reason)), token),
            cancellation));
        var contract = new Command("contract", "The removal of what only the old version of a release needed.") { check, run };
        TombstoneCommands.All(surroundings).ToList().ForEach(contract.Add);
        return contract;
    }

    /// <summary>Runs something of a removal.</summary>
    public static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, Func<ReleaseContext, ReleaseExecution, ReleaseRecord, CancellationToken, Task<ReleaseReport>> work, CancellationToken cancellation)
    {
        await using var context = ReleaseContext.Forward(result, surroundings);
        var execution = new ReleaseExecution(context, result, surroundings);
        var release = await Contracting.FindAsync(context, result.GetValue(ReleaseOptions.Release), cancellation);
        return await execution.RunAsync(release, token => work(context, execution, release, token), cancellation);
    }
}
