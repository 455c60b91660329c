using System.CommandLine;
using MigrationGuard.Backfills;
using MigrationGuard.Cli.Backfills;
using MigrationGuard.Postgres.Backfills;

namespace MigrationGuard.Cli.Commands.Backfills;

/// <summary><c>migrationguard backfill pause</c>, <c>resume</c> and <c>cancel</c>.</summary>
internal static class AskCommand
{
    private static readonly Argument<string> Name = new("NAME") { Description = "The backfill." };

    /// <summary>The command.</summary>
    public static Command Create(string word, string description, BackfillWish wish, Surroundings surroundings)
    {
        var command = new Command(word, description) { Name, ReleaseOptions.Reason, ReleaseOptions.As, CommonOptions.Connection };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, wish, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, BackfillWish wish, Surroundings surroundings, CancellationToken cancellation)
    {
        var name = result.GetValue(Name)!;
        var who = ReleaseOptions.Person(result, surroundings) + (result.GetValue(ReleaseOptions.Reason) is { Length: > 0 } reason ? $": {reason}" : "");
        var status = await new PostgresBackfills(BackfillOptions.Connect(result, surroundings), surroundings.Time).AskAsync(name, wish, who, cancellation)
            ?? throw new UsageException($"there is no backfill {name}; 'migrationguard backfill status' lists them");
        var wanted = wish switch
        {
            BackfillWish.Pause => BackfillState.Paused,
            BackfillWish.Resume => BackfillState.Running,
            _ => BackfillState.Cancelled,
        };
        surroundings.Output.WriteLine($"{name}: {BackfillWords.StateOf(status)}");
        surroundings.Output.Write(BackfillWords.NextOf(status) is { } next ? $"Next: {next}\n" : "");
        return status.State == wanted ? ExitCode.Yes : ExitCode.No;
    }
}
