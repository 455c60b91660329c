using System.CommandLine;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Guarding;
using MigrationGuard.Guarding;

namespace MigrationGuard.Cli.Commands.Guard;

/// <summary><c>migrationguard guard install</c>.</summary>
internal static class GuardInstallCommand
{
    private static readonly Option<string> Mode = CommonOptions.OneOf("--mode", GuardText.Modes, "Only log what breaks a live version, or refuse it. Default: as it is, at first observe.");

    private static readonly Option<string> Unknown = CommonOptions.OneOf("--unknown", GuardText.Policies, "What cannot be judged. Default: as it is, at first refuse.");

    private static readonly Option<string?> Budget = new("--budget") { HelpName = "TIME", Description = "How long a transaction's proofs may take, such as 5s or 500ms. Default: as it is, at first 5s." };

    private static readonly Option<string?> Reason = new("--reason") { HelpName = "TEXT", Description = "Why; it is kept in the log." };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("install", "Installs the guard, brings it up to date, repairs it, or changes how it decides.") { Mode, Unknown, Budget, Reason, CommonOptions.Connection };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var options = new GuardOptions
        {
            Mode = result.GetValue(Mode) is { } mode ? Words.Read(GuardText.Modes, mode, "--mode").Value : null,
            Unknown = result.GetValue(Unknown) is { } unknown ? Words.Read(GuardText.Policies, unknown, "--unknown").Value : null,
            Budget = GuardText.Span(result.GetValue(Budget), "--budget"),
            Reason = result.GetValue(Reason),
        };
        var (guard, target) = GuardAccess.Open(result.GetValue(CommonOptions.Connection), surroundings);
        await using (guard)
        {
            var installation = await guard.InstallAsync(options, cancellation);
            surroundings.Output.WriteLine($"{target}: {What(installation)}.");
            surroundings.Output.WriteLine($"Decision: {GuardText.Decision(installation.Status)}.");
            if (installation.Status.Live.Count == 0)
            {
                surroundings.Output.WriteLine("No version is live yet, so nothing can be broken. Next: migrationguard statements publish, migrationguard versions add");
            }

            return ExitCode.Yes;
        }
    }

    private static string What(GuardInstallation installation) => installation switch
    {
        { From: null } => "the guard is installed",
        { Changed: false } => "the guard was installed and in order",
        { From: { } from } when from < installation.To => FormattableString.Invariant($"the guard was version {from} and is {installation.To} now"),
        _ => "the guard was made anew",
    };
}
