using System.CommandLine;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Cli.Releases.Queue;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Commands.Contracts;

/// <summary><c>migrationguard contract list|windows|schedule|unschedule|approve|revoke</c>.</summary>
internal static class QueueCommands
{
    /// <summary>The commands.</summary>
    public static IEnumerable<Command> All(Surroundings surroundings) => [List(surroundings), Windows(surroundings), Schedule(surroundings), Unschedule(surroundings), Approve(surroundings), Revoke(surroundings)];

    private static Command List(Surroundings surroundings)
    {
        var list = new Command("list", "Shows everything that is to be removed, of all services, with where it stands and every reason why it can go or cannot yet.") { CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config };
        list.SetAction(async (result, cancellation) =>
        {
            await using var context = ReleaseContext.Forward(result, surroundings);
            var entries = await new QueueReader(context).ReadAsync(cancellation);
            new QueueReport(context.Target, surroundings.Time.GetUtcNow()).Write(entries, (ReleaseOptions.FormatOf(result, surroundings), surroundings.Output));
            return (int)ExitCode.Yes;
        });
        return list;
    }

    private static Command Windows(Surroundings surroundings)
    {
        var windows = new Command("windows", "Shows the next maintenance windows, in UTC and on the wall clock of their zone, without the freezes.") { QueueOptions.Count, ReleaseOptions.Output, JudgeOptions.Config };
        windows.SetAction(result =>
        {
            WindowsReport.Write(JudgeOptions.Configured(result, surroundings), surroundings.Time.GetUtcNow(), Math.Clamp(result.GetValue(QueueOptions.Count), 1, 100), (ReleaseOptions.FormatOf(result, surroundings), surroundings.Output));
            return (int)ExitCode.Yes;
        });
        return windows;
    }

    private static Command Schedule(Surroundings surroundings)
    {
        var schedule = new Command("schedule", "Says when a removal may run: 'contract run --due' runs it then.")
        {
            QueueOptions.NotBefore, QueueOptions.Window, QueueOptions.RestorePoint, QueueOptions.Again, ReleaseOptions.Release, ReleaseOptions.Reason, ReleaseOptions.As, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config,
        };
        schedule.SetAction((result, cancellation) => ChangeAsync(result, surroundings, async (change, release, token) =>
        {
            if (result.GetValue(QueueOptions.Again))
            {
                await change.SettleHitsAsync(release, result.GetValue(ReleaseOptions.Reason), token);
            }

            return await change.ScheduleAsync(release, WishOf(result), token);
        }, cancellation));
        return schedule;
    }

    private static Command Unschedule(Surroundings surroundings)
    {
        var unschedule = new Command("unschedule", "Takes a removal off the schedule; approvals from before do not count any more.")
        {
            ReleaseOptions.Release, ReleaseOptions.Reason, ReleaseOptions.As, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config,
        };
        unschedule.SetAction((result, cancellation) => ChangeAsync(result, surroundings, (change, release, token) => change.UnscheduleAsync(release, result.GetValue(ReleaseOptions.Reason), token), cancellation));
        return unschedule;
    }

    private static Command Approve(Surroundings surroundings)
    {
        var approve = new Command("approve", "Approves a removal as it is now: it is bound to its statements, the schema, the live versions with their evidence, and the database. When one of them moves, it is void.")
        {
            QueueOptions.Digest, ReleaseOptions.Release, ReleaseOptions.Reason, ReleaseOptions.As, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config,
        };
        approve.SetAction((result, cancellation) =>
        {
            _ = ReleaseOptions.Named(result, surroundings) ?? throw new UsageException("--as: say who approves");
            var reason = result.GetValue(ReleaseOptions.Reason)?.Trim() is { Length: > 0 } text ? text : throw new UsageException("--reason: say why it may go");
            return ChangeAsync(result, surroundings, (change, release, token) => change.ApproveAsync(release, (reason, result.GetValue(QueueOptions.Digest)), token), cancellation);
        });
        return approve;
    }

    private static Command Revoke(Surroundings surroundings)
    {
        var revoke = new Command("revoke", "Takes an approval back.")
        {
            QueueOptions.Of, ReleaseOptions.Release, ReleaseOptions.Reason, ReleaseOptions.As, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config,
        };
        revoke.SetAction((result, cancellation) => ChangeAsync(
            result, surroundings, (change, release, token) => change.RevokeAsync(release, (result.GetValue(QueueOptions.Of), result.GetValue(ReleaseOptions.Reason)), token), cancellation));
        return revoke;
    }

    private static MigrationGuard.Contracts.ContractNote WishOf(ParseResult result) => new(MigrationGuard.Contracts.ContractNoteKind.Schedule, "", default)
    {
        NotBefore = result.GetValue(QueueOptions.NotBefore) is { } text ? QueueWords.Time("--not-before", text) : null,
        Window = result.GetValue(QueueOptions.Window),
        RestorePoint = result.GetValue(QueueOptions.RestorePoint),
        Reason = result.GetValue(ReleaseOptions.Reason),
    };

    private static async Task<int> ChangeAsync(ParseResult result, Surroundings surroundings, Func<QueueChange, ReleaseRecord, CancellationToken, Task<ReleaseReport>> work, CancellationToken cancellation)
    {
        await using var context = ReleaseContext.Forward(result, surroundings);
        var execution = new ReleaseExecution(context, result, surroundings);
        var release = await Contracting.FindAsync(context, result.GetValue(ReleaseOptions.Release), cancellation);
        return (int)await execution.RunAsync(release, token => work(new QueueChange(context, execution.Person), release, token), cancellation);
    }
}
