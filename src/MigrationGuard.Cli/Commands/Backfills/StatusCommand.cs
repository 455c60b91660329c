using System.CommandLine;
using MigrationGuard.Cli.Backfills;
using MigrationGuard.Postgres.Backfills;

namespace MigrationGuard.Cli.Commands.Backfills;

/// <summary><c>migrationguard backfill status</c>.</summary>
internal static class StatusCommand
{
    private static readonly Argument<string?> Name = new("NAME") { Description = "The backfill. Default: all.", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("status", "Says how far backfills are, what they wait for, and which rows they skipped.") { Name, CommonOptions.Connection, JudgeOptions.Output, JudgeOptions.NoColor };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var name = result.GetValue(Name);
        var all = await new PostgresBackfills(BackfillOptions.Connect(result, surroundings), surroundings.Time).ListAsync(cancellation);
        var meant = all.Where(status => name is null || string.Equals(status.Name, name, StringComparison.Ordinal)).ToList();
        if (meant.Count == 0 && name is not null)
        {
            throw new UsageException($"there is no backfill {name}; {(all.Count == 0 ? "none was begun here" : $"there is {string.Join(", ", all.Select(status => status.Name))}")}");
        }

        if (JudgeOptions.IsJson(result))
        {
            BackfillJson.Write(surroundings.Output, meant);
        }
        else
        {
            new BackfillText(JudgeOptions.Palette(result, surroundings), surroundings.Time.GetUtcNow()).Write(meant, surroundings.Output);
        }

        return ExitCode.Yes;
    }
}
