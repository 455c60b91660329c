using System.CommandLine;
using MigrationGuard.Backfills;
using MigrationGuard.Cli.Backfills;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Postgres.Backfills;

namespace MigrationGuard.Cli.Commands.Backfills;

/// <summary><c>migrationguard backfill run</c>.</summary>
internal static class RunCommand
{
    private static readonly Argument<string?> File = new("FILE") { Description = "A migration with the UPDATE, or - for standard input.", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<string?> Table = new("--table") { HelpName = "NAME", Description = "The table; with FILE the one whose UPDATE is meant." };

    private static readonly Option<string[]> Set = new("--set") { HelpName = "SQL", Description = "What rows get, such as \"handle = lower(username)\"; any number of times." };

    private static readonly Option<string?> Where = new("--where") { HelpName = "SQL", Description = "What holds for a row as long as it is not done, such as \"handle IS NULL\"." };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("run", "Runs a backfill, or goes on with one: of a migration's UPDATE, of --table, --set and --where, or of a stored --name.")
        {
            File, Table, Set, Where, BackfillOptions.Name,
        };
        foreach (var option in RunOptions.All)
        {
            command.Add(option);
        }

        foreach (var option in new Option[] { ReleaseOptions.As, CommonOptions.Connection, JudgeOptions.Output })
        {
            command.Add(option);
        }

        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var definition = DefinitionOf(result, surroundings);
        var name = result.GetValue(BackfillOptions.Name) ?? definition?.DefaultName
            ?? throw new UsageException("which backfill? A FILE with its UPDATE, --table with --set and --where, or the --name of one that was begun");
        var request = new BackfillRequest(name, definition, FormattableString.Invariant($"{ReleaseOptions.Person(result, surroundings)}:{Environment.ProcessId}")) { Settings = RunOptions.Read(result) };
        var backfills = new PostgresBackfills(BackfillOptions.Connect(result, surroundings), surroundings.Time);
        var progress = new ProgressLine(surroundings);
        var report = await Interruptions.RunAsync(token => backfills.RunAsync(request, progress, token), cancellation);
        progress.Close();
        if (report is null)
        {
            surroundings.Say($"interrupted; nothing is lost. Go on with: migrationguard backfill run --name {name}");
            return ExitCode.Unknown;
        }

        BackfillReports.Write(name, report, (JudgeOptions.IsJson(result), surroundings));
        return BackfillWords.CodeOf(report.Verdict);
    }

    private static BackfillDefinition? DefinitionOf(ParseResult result, Surroundings surroundings)
    {
        var (file, table, set, where) = (result.GetValue(File), result.GetValue(Table), result.GetValue(Set) ?? [], result.GetValue(Where));
        var reading = (file, set.Length, where) switch
        {
            (not null, 0, null) => DefinitionFile.Read(file, table, surroundings),
            (not null, _, _) => throw new UsageException("a FILE says what --set and --where say: give one of both"),
            (null, > 0, not null) when table is not null => BackfillReader.Read(table, set, where),
            (null, 0, null) when table is null => null,
            _ => throw new UsageException("--table, --set and --where belong together: the condition says which rows are still to do"),
        };
        return reading is null ? null : reading.Definition ?? throw new UsageException(reading.Problem!);
    }
}
