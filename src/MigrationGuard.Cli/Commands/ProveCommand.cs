using System.CommandLine;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Cli.Judging.Reports;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard prove</c>.</summary>
internal static class ProveCommand
{
    private static readonly Option<bool> AllLive = new("--all-live") { Description = "All live versions; the default." };

    private static readonly Option<string?> Manifest = new("--manifest")
    {
        HelpName = "FILE",
        Description = "A manifest instead of a published version; it carries what publish --output-file recorded. Nothing is stored.",
    };

    private static readonly Option<string?> Witness = new("--witness")
    {
        HelpName = "FOLDER",
        Description = "Write a psql script for every statement that fails: the schema, the statement that passes, the change, the statement that fails.",
    };

    private static readonly Option<string> Output = CommonOptions.OneOf("--output", ProofReportCatalog.Formats, "The form of the result. Default: text.");

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("prove", "Asks a database whether every statement of the live versions still works. No statement is executed.")
        {
            JudgeOptions.Service, JudgeOptions.Version, AllLive, Manifest, CommonOptions.Connection, Witness, Output, JudgeOptions.Config, JudgeOptions.NoColor,
        };
        command.Validators.Add(result =>
        {
            var ways = new[] { result.GetResult(JudgeOptions.Version) is not null, result.GetValue(AllLive), result.GetResult(Manifest) is not null };
            if (ways.Count(given => given) > 1)
            {
                result.AddError("--version, --all-live and --manifest exclude each other");
            }
        });
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var output = result.GetValue(Output) ?? (surroundings.Variable("MIGRATIONGUARD_OUTPUT") is { Length: > 0 } variable ? variable : "text");
        var format = Words.Read(ProofReportCatalog.Formats, output, "MIGRATIONGUARD_OUTPUT").Value;
        var run = new ProofRun(ConnectionSetting.Require(result.GetValue(CommonOptions.Connection), surroundings))
        {
            Service = JudgeOptions.ServiceOf(result, surroundings),
            Label = result.GetValue(JudgeOptions.Version),
            Manifest = result.GetValue(Manifest) is { } file ? ManifestFiles.Read(file, surroundings) : null,
            Witnesses = result.GetValue(Witness) is { } folder ? new WitnessFolder(folder, surroundings) : null,
        };
        var report = await run.RunAsync(cancellation);
        ProofReportCatalog.For(format, JudgeOptions.Palette(result, surroundings)).Write(report, surroundings.Output);
        return report.Verdict;
    }
}
