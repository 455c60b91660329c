using System.CommandLine;
using MigrationGuard.Cli.Checking;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Cli.Sources.CSharp;
using MigrationGuard.Configuration;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard check</c>.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string[]> Paths = CommonOptions.Paths("Files, folders, patterns ('db/**/*.sql'), C# projects and solutions, or - for standard input. Default: \"migrations\" of migrationguard.json.");

    private static readonly Option<string?> GitDiff = new("--git-diff")
    {
        HelpName = "REF",
        Description = "Judge only files added or changed since this commit; the others are history.",
    };

    private static readonly Option<string?> State = new("--state")
    {
        HelpName = "FILE",
        Description = "The live versions and what they use (migrationguard.state.json).",
    };

    private static readonly Option<string?> Since = new("--since")
    {
        HelpName = "VERSION",
        Description = "The newest released migration; it and all before it are history.",
    };

    private static readonly Option<string> FailOn = CommonOptions.OneOf("--fail-on", Words.FailOns, "The severity that fails the check (exit code 1). Default: error.");

    private static readonly Option<string> Unknown =
        CommonOptions.OneOf("--unknown", SettingWords.Unknowns, "What is not understood: undecided (exit code 2), or only a warning. Default: fail.");

    private static readonly Option<string> Output = CommonOptions.OneOf("--output", ReportCatalog.Formats, "The form of the result. Default: text.");

    private static readonly Option<string?> Config = new("--config")
    {
        HelpName = "FILE",
        Description = "The configuration. Default: the nearest migrationguard.json above PATH.",
    };

    private static readonly Option<string?> BuildConfiguration = new("--build-configuration")
    {
        HelpName = "NAME",
        Description = "The build of C# projects whose symbols decide about #if. Default: Debug.",
    };

    private static readonly Option<bool> NoColor = new("--no-color") { Description = "No colours, also on a terminal; NO_COLOR does the same." };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("check", "Checks migrations in SQL and C#: the phase of every step, and every danger with its cure.")
        {
            Paths, CommonOptions.Database, CommonOptions.DatabaseVersion, CommonOptions.Edition, CommonOptions.Connection, GitDiff, Since, State, FailOn, Unknown, Output, Config, BuildConfiguration, NoColor,
        };
        command.SetAction(result => (int)Run(result, surroundings));
        return command;
    }

    private static ExitCode Run(ParseResult result, Surroundings surroundings)
    {
        var request = Request(result, surroundings);
        var report = new CheckRun(request, surroundings).Run();
        var colours = surroundings.Terminal && !request.NoColor && surroundings.Variable("NO_COLOR") is not { Length: > 0 };
        ReportCatalog.For(request.Output, new Palette(colours)).Write(report, surroundings.Output);
        return report.Verdict;
    }

    private static Settings Settings(ParseResult result, Surroundings surroundings)
    {
        var common = CommonOptions.Settings(result);
        return common with
        {
            Check = common.Check with
            {
                Baselines = result.GetValue(Since) is { } since ? new Dictionary<string, Setting<string>> { [""] = new(since, "--since") } : new Dictionary<string, Setting<string>>(),
                State = result.GetValue(State) is { } state ? new Setting<string>(Path.GetFullPath(state, surroundings.Directory), "--state") : null,
                Unknown = result.GetValue(Unknown) is { } unknown ? Words.Read(SettingWords.Unknowns, unknown, "--unknown") : null,
            },
            FailOn = result.GetValue(FailOn) is { } failOn ? Words.Read(Words.FailOns, failOn, "--fail-on") : null,
        };
    }

    private static CheckRequest Request(ParseResult result, Surroundings surroundings)
    {
        var output = result.GetValue(Output) ?? (surroundings.Variable("MIGRATIONGUARD_OUTPUT") is { Length: > 0 } variable ? variable : "text");
        return new CheckRequest
        {
            Paths = result.GetValue(Paths) ?? [],
            GitDiff = result.GetValue(GitDiff),
            Connection = result.GetValue(CommonOptions.Connection),
            ConfigurationFile = result.GetValue(Config),
            BuildConfiguration = result.GetValue(BuildConfiguration) ?? CodeProject.Debug,
            Output = Words.Read(ReportCatalog.Formats, output, "MIGRATIONGUARD_OUTPUT").Value,
            NoColor = result.GetValue(NoColor),
            Settings = Settings(result, surroundings),
        };
    }
}
