using System.CommandLine;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Commands.Versions;

/// <summary><c>migrationguard versions add</c>.</summary>
internal static class AddCommand
{
    private static readonly Argument<string> Label = new("LABEL") { Description = "The version, e.g. 4.2.0; its statements are published." };

    private static readonly Option<string?> Until = new("--until") { HelpName = "TIME", Description = "When the way back to it ends, e.g. 2026-12-01T10:00Z. Default: no end is set." };

    private static readonly Option<string?> Reason = new("--reason") { HelpName = "TEXT", Description = "Why; it is kept." };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("add", "Makes a published version live: nothing may break it from now on.")
        {
            Label, JudgeOptions.Service, Until, Reason, CommonOptions.Connection, JudgeOptions.Config,
        };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var until = JudgeOptions.Time(result.GetValue(Until), "--until");
        if (until < surroundings.Time.GetUtcNow())
        {
            throw new UsageException($"--until: {ProofWords.Time(until.Value)} is past; a version that is live has an end to come, or none");
        }

        var service = JudgeOptions.ServiceOf(result, surroundings);
        var connection = ConnectionSetting.Require(result.GetValue(CommonOptions.Connection), surroundings);
        await using var judge = await JudgeAccess.OpenLedgerAsync(connection, cancellation);
        var version = VersionChoice.One(await judge.VersionsAsync(cancellation), service, result.GetValue(Label)!);
        await judge.ChangeAsync(new VersionChange(version.Service, version.Label, VersionState.Live) { WindowUntil = until, Reason = result.GetValue(Reason) }, cancellation);
        await judge.CommitAsync(cancellation);
        surroundings.Output.WriteLine($"{version} is {ProofWords.State(version with { State = VersionState.Live, WindowUntil = until })}.");
        surroundings.Output.WriteLine($"Next: migrationguard prove --service {version.Service}");
        return ExitCode.Yes;
    }
}
