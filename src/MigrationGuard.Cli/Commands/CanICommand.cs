using System.CommandLine;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Gate.Running;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard can-i</c>.</summary>
internal static class CanICommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings) =>
        new("can-i", "Asks whether a release could go on, and does nothing; the exit code is the answer.")
        {
            Deploy(surroundings),
            Question("switch", "Could the traffic go to the new version now?", ReleaseQuestion.Switch, surroundings),
            Question("rollback", "Could the traffic go back to the old version now?", ReleaseQuestion.Rollback, surroundings),
            Question("contract", "Could what only the old version needed be removed now?", ReleaseQuestion.Contract, surroundings),
        };

    private static Command Deploy(Surroundings surroundings)
    {
        var command = new Command("deploy", "Could the new version be started now: does the schema have what it needs?") { ReleaseOptions.Release, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config };
        command.SetAction(async (result, cancellation) =>
        {
            await using var context = ReleaseContext.Forward(result, surroundings);
            var release = await ReleaseChoice.RequireAsync(context, result.GetValue(ReleaseOptions.Release), cancellation);
            return (int)new ReleaseExecution(context, result, surroundings).Report(await new Deploying(context).CheckAsync(release, cancellation), release);
        });
        return command;
    }

    private static Command Question(string name, string description, ReleaseQuestion question, Surroundings surroundings)
    {
        var command = new Command(name, description) { ReleaseOptions.Release, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, question, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, ReleaseQuestion question, Surroundings surroundings, CancellationToken cancellation)
    {
        await using var context = question == ReleaseQuestion.Rollback ? ReleaseContext.Back(result, surroundings) : ReleaseContext.Forward(result, surroundings);
        var release = await ReleaseChoice.RequireAsync(context, result.GetValue(ReleaseOptions.Release), cancellation);
        var report = question switch
        {
            ReleaseQuestion.Contract => await new Contracting(context).CheckAsync(release, cancellation),
            ReleaseQuestion.Switch => await SwitchQuestion.AskAsync(context, release, cancellation),
            _ => await context.Runner.CanAsync(release.Id, question, cancellation),
        };
        return new ReleaseExecution(context, result, surroundings).Report(report, release);
    }
}
