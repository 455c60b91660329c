using System.CommandLine;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Plans;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard execute</c>.</summary>
internal static class ExecuteCommand
{
    private static readonly Argument<string> Folder = new("FOLDER") { Description = "The plan: a folder that 'migrationguard plan --write FOLDER' has written." };

    private static readonly Option<string?> Phase = new Option<string?>("--phase") { Description = "Only this phase. Default: expand, then migrate; contract runs only when it is asked for." }.AcceptOnlyFromAmong([.. PlannedFolder.Phases]);

    private static readonly Option<bool> TakeOver = new("--take-over") { Description = "Take the lease from whoever has it, such as a run that died; a living one is refused from then on." };

    private static readonly Option<string?> On = new("--on") { HelpName = "FINGERPRINT", Description = "Run although the schema has moved since the plan was made: you have looked at this one." };

    private static readonly Option<bool> Edited = new("--edited") { Description = "Scripts may differ from what was planned: you have changed them." };

    private static readonly Option<string?> LockTimeout = new("--lock-timeout") { HelpName = "TIME", Description = "How long a statement waits for a lock, and everybody behind it. Default: 2s." };

    private static readonly Option<int> Attempts = new("--attempts") { HelpName = "N", Description = "How often a step is tried that does not get its locks. Default: 10.", DefaultValueFactory = _ => 10 };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("execute", "Runs a plan step by step: each once, with limits and retries; after any end it goes on where it was.")
        {
            Folder, Phase, CommonOptions.Connection, ReleaseOptions.DryRun, ReleaseOptions.As, ReleaseOptions.Wait, TakeOver, On, Edited, LockTimeout, Attempts, JudgeOptions.Output,
        };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var shown = result.GetValue(Folder)!;
        var folder = PlannedFolder.Read(Path.GetFullPath(shown, surroundings.Directory), shown, result.GetValue(Edited));
        var request = new ExecuteRequest(folder, result.GetValue(Phase) is { } phase ? [phase] : [.. PlannedFolder.Phases.Take(2)])
        {
            Holder = FormattableString.Invariant($"{ReleaseOptions.Person(result, surroundings)}:{Environment.ProcessId}"),
            Wait = ReleaseOptions.WaitOf(result),
            TakesOver = result.GetValue(TakeOver),
            Accepted = result.GetValue(On),
            LockTimeout = LockTimeoutOf(result),
            Attempts = result.GetValue(Attempts) is >= 1 and var attempts ? attempts : throw new UsageException("--attempts is at least 1"),
        };
        var database = PostgresConnection.Of(ConnectionSetting.Require(result.GetValue(CommonOptions.Connection), surroundings));
        await using var run = new ExecuteRun(request, database, surroundings);
        var report = result.GetValue(ReleaseOptions.DryRun) ? await run.AskAsync(cancellation) : await Interruptions.RunAsync(run.RunAsync, cancellation);
        if (report is null)
        {
            surroundings.Say($"interrupted; nothing is lost. Go on with: migrationguard execute {shown}");
            return ExitCode.Unknown;
        }

        ExecuteReports.Write(folder, report, (JudgeOptions.IsJson(result), surroundings));
        return (ExitCode)report.Answer;
    }

    private static TimeSpan LockTimeoutOf(ParseResult result) => result.GetValue(LockTimeout) is not { } text ? TimeSpan.FromSeconds(2)
        : Durations.Read(text) is { } time && time >= TimeSpan.FromMilliseconds(1) ? time : throw new UsageException($"--lock-timeout: \"{text}\" is no time; write {Durations.Examples}");
}
