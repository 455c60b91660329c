using System.CommandLine;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Tombstones;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard contract tombstone|restore|watch|hit</c>.</summary>
internal static class TombstoneCommands
{
    private static readonly Option<bool> Again = new("--again") { Description = "Hide it again although somebody asked for it: with --reason, who asked so far does not count." };

    private static readonly Option<bool> Once = new("--once") { Description = "Look once, for a job that comes again." };

    private static readonly Option<string> Interval = new("--interval") { HelpName = "DURATION", Description = "The pause between two looks. Default: 5s." };

    private static readonly Option<string> Object = new("--object") { HelpName = "NAME", Description = "What somebody asked for, e.g. users.nickname.", Required = true };

    private static readonly Option<string?> Role = new("--role") { HelpName = "NAME", Description = "The role that asked." };

    private static readonly Option<string?> Application = new("--application") { HelpName = "NAME", Description = "Its application_name." };

    private static readonly Option<string?> State = new("--sqlstate") { HelpName = "CODE", Description = "The SQLSTATE it got: 42501, 42703, 42P01 or 42883." };

    private static readonly Option<string?> Statement = new("--statement") { HelpName = "SQL", Description = "Its statement." };

    /// <summary>The commands.</summary>
    public static IEnumerable<Command> All(Surroundings surroundings)
    {
        var tombstone = new Command("tombstone", "Hides what would be removed, so that it can be shown again; removes nothing. With --dry-run says what would be hidden, and how.")
        {
            Again, ReleaseOptions.Release, ReleaseOptions.Wait, ReleaseOptions.Reason, ReleaseOptions.As, ReleaseOptions.DryRun, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config,
        };
        tombstone.SetAction(async (result, cancellation) => (int)await ContractCommand.RunAsync(
            result,
            surroundings,
            (context, execution, release, token) => result.GetValue(ReleaseOptions.DryRun)
                ? new Tombstoning(context, surroundings).PlanAsync(release, token)
                : new Tombstoning(context, surroundings).HideAsync(release, (execution, result.GetValue(ReleaseOptions.Reason), result.GetValue(Again)), token),
            cancellation));
        return [tombstone, Restore(surroundings), Watch(surroundings), Hit(surroundings)];
    }

    private static Command Restore(Surroundings surroundings)
    {
        var restore = new Command("restore", "Shows again what is hidden, with the rights and names of before.")
        {
            ReleaseOptions.Release, ReleaseOptions.Wait, ReleaseOptions.Reason, ReleaseOptions.As, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config,
        };
        restore.SetAction(async (result, cancellation) => (int)await ContractCommand.RunAsync(
            result,
            surroundings,
            (context, execution, release, token) => new Tombstoning(context, surroundings).ShowAsync(release, (execution, result.GetValue(ReleaseOptions.Reason)), token),
            cancellation));
        return restore;
    }

    private static Command Watch(Surroundings surroundings)
    {
        var watch = new Command("watch", "Looks in the server's log for those who ask for what is hidden, until it was hidden long enough; when somebody does, shows it again at once.")
        {
            Once, Interval, ReleaseOptions.Release, ReleaseOptions.Wait, ReleaseOptions.As, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config,
        };
        watch.SetAction(async (result, cancellation) => (int)await ContractCommand.RunAsync(
            result,
            surroundings,
            (context, execution, release, token) => new Tombstoning(context, surroundings).WatchAsync(release, (execution, IntervalOf(result), result.GetValue(Once)), token),
            cancellation));
        return watch;
    }

    private static Command Hit(Surroundings surroundings)
    {
        var hit = new Command("hit", "Says that somebody asked for what is hidden, for whoever watches the applications; it is shown again at once.")
        {
            Object, Role, Application, State, Statement, ReleaseOptions.Release, ReleaseOptions.Wait, ReleaseOptions.As, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config,
        };
        hit.SetAction(async (result, cancellation) => (int)await ContractCommand.RunAsync(
            result,
            surroundings,
            (context, execution, release, token) => new Tombstoning(context, surroundings).HitAsync(
                release,
                new TombstoneHit(result.GetValue(Object)!, ReleaseWords.Time(surroundings.Time.GetUtcNow()), result.GetValue(Role), StateOf(result), result.GetValue(Statement))
                {
                    Application = result.GetValue(Application),
                    Source = execution.Person,
                },
                execution,
                token),
            cancellation));
        return hit;
    }

    private static string? StateOf(ParseResult result) => result.GetValue(State) is not { } state || state.Length == 5 && state.All(char.IsAsciiLetterOrDigit) ? result.GetValue(State)
        : throw new UsageException($"--sqlstate: \"{state}\" is no SQLSTATE; write its five characters, e.g. 42501");

    private static TimeSpan IntervalOf(ParseResult result) => result.GetValue(Interval) is not { } text ? TimeSpan.FromSeconds(5)
        : Durations.Read(text) is { } time && time > TimeSpan.Zero ? time : throw new UsageException($"--interval: \"{text}\" is no time; write {Durations.Examples}");
}
