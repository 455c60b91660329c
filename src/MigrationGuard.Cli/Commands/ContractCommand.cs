using System.CommandLine;
using MigrationGuard.Cli.Commands.Contracts;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Cli.Releases.Queue;
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
            QueueOptions.Due, QueueOptions.RestorePoint, QueueOptions.BreakGlass, QueueOptions.Second,
            ReleaseOptions.Release, ReleaseOptions.Wait, ReleaseOptions.Reason, ReleaseOptions.As, ReleaseOptions.DryRun, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config,
        };
        run.SetAction(async (result, cancellation) => (int)await RunAsync(
            result,
            surroundings,
            (context, execution, release, token) => result.GetValue(ReleaseOptions.DryRun)
                ? new Contracting(context).CheckAsync(release, token)
                : RemoveAsync((context, execution, release), result, surroundings, token),
            cancellation));
        var contract = new Command("contract", "The removal of what only the old version of a release needed.") { check, run };
        QueueCommands.All(surroundings).ToList().ForEach(contract.Add);
        contract.Add(ExportCommand.Create(surroundings));
        TombstoneCommands.All(surroundings).ToList().ForEach(contract.Add);
        return contract;
    }

    private static async Task<ReleaseReport> RemoveAsync((ReleaseContext Context, ReleaseExecution Execution, ReleaseRecord Release) of, ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var change = new QueueChange(of.Context, of.Execution.Person);
        var reason = result.GetValue(ReleaseOptions.Reason);
        if (result.GetValue(QueueOptions.RestorePoint) is { } point)
        {
            await change.RestorePointAsync(of.Release, point, cancellation);
        }

        if (result.GetValue(QueueOptions.BreakGlass))
        {
            await change.BreakGlassAsync(of.Release, (result.GetValue(QueueOptions.Second), reason), cancellation);
        }

        return result.GetValue(QueueOptions.Due)
            ? await new DueRun(of.Context, surroundings, (of.Execution, reason)).RunAsync(of.Release, result.GetValue(ReleaseOptions.Release) is not null, cancellation)
            : await new Contracting(of.Context).RunAsync(of.Release, (of.Execution, reason), cancellation);
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
