using System.CommandLine;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Ledgers;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Ledger;
using MigrationGuard.Proofs;
using MigrationGuard.Servers;

namespace MigrationGuard.Cli.Commands.Versions;

/// <summary><c>migrationguard versions retire</c>.</summary>
internal static class RetireCommand
{
    private static readonly Argument<string> Label = new("LABEL") { Description = "The version, e.g. 4.1.0." };

    private static readonly Option<string> Reason = new("--reason") { HelpName = "TEXT", Description = "Why nothing has to be kept working for it any more; it is kept.", Required = true };

    private static readonly Option<bool> Last = new("--last") { Description = "Also when no other version of the service is live." };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("retire", "Ends a version: nothing is kept working for it any more.") { Label, JudgeOptions.Service, Reason, ReleaseOptions.As, Last, CommonOptions.Connection, JudgeOptions.Config };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(result.GetValue(Reason)))
        {
            throw new UsageException("--reason: say why nothing has to be kept working for the version");
        }

        var service = JudgeOptions.ServiceOf(result, surroundings);
        var connection = ConnectionSetting.Require(result.GetValue(CommonOptions.Connection), surroundings);
        await using var judge = await JudgeAccess.OpenLedgerAsync(connection, cancellation);
        var version = VersionChoice.One(await judge.VersionsAsync(cancellation), service, result.GetValue(Label)!);
        var person = ReleaseOptions.Named(result, surroundings);
        if (person is null && await PromisedAsync(connection, version, cancellation) is { } release)
        {
            surroundings.Say($"{version} is needed: release {release.Id} is {release.Progress.State}, and {(release.Old.Version == version.Label ? "the way back leads to it" : "it is the new version")}. End the release first ('migrationguard release close --release {release.Id}'), or take it upon you with --as NAME");
            return ExitCode.Policy;
        }

        var reason = person is null ? result.GetValue(Reason) : $"{result.GetValue(Reason)} ({person})";
        await judge.ChangeAsync(new VersionChange(version.Service, version.Label, VersionState.Retired) { Reason = reason }, cancellation);

        // Asked after the change, which waits for every other one: of two that retire the last two versions, one is refused.
        if (!result.GetValue(Last) && version.State == VersionState.Live && !await OthersAreLiveAsync(judge, version, cancellation))
        {
            surroundings.Say($"{version} is the last live version of {version.Service}: without one, nothing is kept working. If the service ended, say --last");
            return ExitCode.Policy;
        }

        await judge.CommitAsync(cancellation);
        surroundings.Output.WriteLine($"{version} is retired: {result.GetValue(Reason)}");
        return ExitCode.Yes;
    }

    // The release under way that needs the version; the old one is needed until the window is closed.
    private static async Task<ReleaseRecord?> PromisedAsync(ConnectionSetting connection, AppVersion version, CancellationToken cancellation)
    {
        await using var ledger = new PostgresReleaseLedger(PostgresSource.Create(PostgresConnection.Of(connection).ConnectionString, new()));
        try
        {
            return (await ledger.ReleasesAsync(cancellation)).LastOrDefault(release => release.Service == version.Service
                && release.Progress.Standing == ReleaseStanding.Underway
                && (release.New.Version == version.Label || (release.Old.Version == version.Label && release.Progress.State != "retiring")));
        }
        catch (DatabaseException failure) when (failure.SqlState == "55000")
        {
            // Without the whole guard there are no releases.
            return null;
        }
    }

    private static async Task<bool> OthersAreLiveAsync(IJudge judge, AppVersion retired, CancellationToken cancellation)
        => (await judge.VersionsAsync(cancellation)).Any(version => version.Service == retired.Service && version.Id != retired.Id && version.State == VersionState.Live);
}
