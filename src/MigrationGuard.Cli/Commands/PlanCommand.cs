using System.CommandLine;
using MigrationGuard.Cli.Checking;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Plans;
using MigrationGuard.Configuration;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard plan</c>.</summary>
internal static class PlanCommand
{
    private static readonly Argument<string[]> Paths = CommonOptions.Paths("The migrations, as for check. Default: \"migrations\" of migrationguard.json.");

    private static readonly Option<string?> Since = new("--since") { HelpName = "VERSION", Description = "The newest released migration; it and all before it are history." };

    private static readonly Option<string> Output = CommonOptions.OneOf("--output", PlanReports.Formats, "The form of the result. Default: text, which is SQL with the reasons as comments.");

    private static readonly Option<string?> Write = new("--write")
    {
        HelpName = "FOLDER",
        Description = "Write a .sql file for every part too: expand/, migrate/ and contract/ in a folder that is new or empty.",
    };

    private static readonly Option<string?> HistoryTable = new("--history-table")
    {
        HelpName = "NAME",
        Description = "The table in which FluentMigrator or EF Core keeps what it has run, or none to leave it alone. Default: VersionInfo, __EFMigrationsHistory.",
    };

    private static readonly Option<string?> Config = new("--config") { HelpName = "FILE", Description = "The configuration. Default: the nearest migrationguard.json above PATH." };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("plan", "Writes the SQL that should really run: phase by phase, online, with limits; what cannot be planned is said.")
        {
            Paths, CommonOptions.Database, CommonOptions.DatabaseVersion, CommonOptions.Edition, CommonOptions.Connection, Since, HistoryTable, Output, Write, Config,
        };
        command.SetAction(result => (int)Run(result, surroundings));
        return command;
    }

    private static PlanOptions OptionsOf(ParseResult result) => result.GetValue(HistoryTable) switch
    {
        null => new PlanOptions(),
        "none" => new PlanOptions { TellsRunner = false },
        var name when name.Contains('"', StringComparison.Ordinal) => throw new UsageException($"--history-table: {name}: write the name as it is stored, without quotes"),
        var name => name.Split('.') switch
        {
            [{ Length: > 0 } table] => new PlanOptions { HistoryTable = new ObjectName(null, table) },
            [{ Length: > 0 } schema, { Length: > 0 } table] => new PlanOptions { HistoryTable = new ObjectName(schema, table) },
            _ => throw new UsageException($"--history-table: \"{name}\" is no table; write NAME, SCHEMA.NAME or none"),
        },
    };

    private static ExitCode Run(ParseResult result, Surroundings surroundings)
    {
        var common = CommonOptions.Settings(result);
        var since = result.GetValue(Since);
        var request = new CheckRequest
        {
            Paths = result.GetValue(Paths) ?? [],
            Connection = result.GetValue(CommonOptions.Connection),
            ConfigurationFile = result.GetValue(Config),
            Settings = common with
            {
                Check = common.Check with { Baselines = since is null ? common.Check.Baselines : new Dictionary<string, Setting<string>> { [""] = new(since, "--since") } },
            },
        };
        var folder = result.GetValue(Write) is { } written ? PlanFolder.At(Path.GetFullPath(written, surroundings.Directory), written) : null;
        var plans = new PlanRun(request, surroundings) { Options = OptionsOf(result) }.Run();
        folder?.Write(plans, PlannedSchema.Read(request.Connection, surroundings));
        Words.Read(PlanReports.Formats, result.GetValue(Output) ?? "text", "--output").Value(plans, surroundings.Output);
        return PlanReports.Verdict(plans);
    }
}
